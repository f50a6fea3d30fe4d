using System.Data.Common;
using App.Blueprints.Search;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Finds links by search, or lists all links, in pages of 50. To limit the cost of ranking, only the 1,000 hits that
/// were added last are ranked. The other hits follow, newest first.
/// </summary>
public sealed class LinkSearchStore(DbConnection connection, LinkListStore lists, TagStore tags)
{
    public const int PageSize = 50;

    const int Ranked = 1000;

    /// <summary>
    /// When a search has more hits than this, reading an index that is already in sort order is faster than sorting the
    /// hits.
    /// </summary>
    const int Many = 2000;

    /// <summary>Finds a page of an account's links, for the owner.</summary>
    public PageOf<LinkRow> Find(long accountId, LinkQuery query, int page) =>
        Find(accountId, query, page, onlyPublic: false);

    /// <summary>
    /// Finds a page of an account's public links, for any visitor. Notes are neither read nor searched.
    /// </summary>
    public PageOf<LinkRow> FindPublic(long accountId, LinkQuery query, int page) =>
        Find(accountId, query, page, onlyPublic: true);

    /// <summary>
    /// Builds the full-text query; null when <see cref="LinkListStore"/> can list the links without a full-text search.
    /// </summary>
    internal FtsQuery? Match(long accountId, LinkQuery query, bool onlyPublic)
    {
        var names = (query.Search.Expression?.All() ?? []).OfType<SearchTag>().Select(tag => tag.Name)
            .Concat(query.Tags).Select(TagNames.Clean).Where(name => name.Length > 0).ToList();
        return FtsQuery.Of(
            query,
            accountId,
            names.Count == 0 ? new Dictionary<string, long>() : tags.Find(accountId, names),
            onlyPublic);
    }

    PageOf<LinkRow> Find(long accountId, LinkQuery query, int page, bool onlyPublic)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = LinkFilter.From(accountId, query, onlyPublic, page, PageSize);
        var (ids, total) = Match(accountId, query, onlyPublic) is { } match
            ? Search(query.SortOrBest, filter with { Match = match.Text, Archived = match.Archived }, match)
            : (lists.Ids(query.SortOrBest, filter), Total(filter));
        return new(lists.Rows(accountId, [.. ids], withNotes: !onlyPublic), page, PageSize, total);
    }

    long Total(LinkFilter filter)
    {
        if (filter.Site is not null) return lists.Count(filter);
        var counts = lists.Counts(filter.AccountId);
        return filter switch
        {
            { Archived: true } => counts.Archived,
            { Unread: true } => counts.Unread,
            { Starred: true } => counts.Starred,
            { Shared: true } => counts.Shared,
            _ => counts.Active,
        };
    }

    (IReadOnlyList<long> Ids, long Total) Search(LinkSort sort, LinkFilter filter, FtsQuery match)
    {
        var total = connection.QuerySingle<long>(Hits, filter.Values);
        if (total == 0) return ([], 0);
        if (sort == LinkSort.Relevance)
        {
            var values = new DynamicParameters((filter with { Match = match.Ranked }).Values);
            values.Add("ranked", Ranked);
            var sql = filter.Offset >= Ranked ? BeyondRanked : filter.Then is null ? ByRelevanceAlone : ByRelevance;
            return (connection.Query<long>(sql, values).AsList(), total);
        }
        // With many hits, reads an index that is already in sort order. A search for both archived and other links
        // (Archived is null) has to sort the hits instead, because no index has both in sort order.
        if (total > Many && filter.Archived is not null) return (lists.Ids(sort, filter), total);
        return (connection.Query<long>(Sorted, filter.Values).AsList(), total);
    }

    const string Hits =
        """
        select count(*)
        from links_fts(@match)
        """;

    // The full-text expression contains the account and the states, so the statement reads no rows of the table links.
    const string ByRelevanceAlone =
        """
        select hit.id
        from (
          select found.rowid as id, found.rank as score
          from links_fts(@match) as found
          order by found.rowid desc
          limit @ranked
        ) as hit
        order by hit.score, hit.id desc
        limit @size offset @offset
        """;

    const string ByRelevance =
        $"""
        select links.id
        from (
          select links.id, links.title, links.site, links.created_at, found.rank as score
          from links_fts(@match) as found
          cross join links
          where links.id = found.rowid
            and {LinkListStore.Filtered}
          order by found.rowid desc
          limit @ranked
        ) as links
        order by links.score, {LinkListStore.Ties}, links.id desc
        {LinkListStore.Page}
        """;

    const string Hit =
        $"""
        select links.id
        from links_fts(@match) as found
        cross join links
        where links.id = found.rowid
          and {LinkListStore.Filtered}
        """;

    const string BeyondRanked =
        $"""
        {Hit}
        order by found.rowid desc
        {LinkListStore.Page}
        """;

    const string Sorted =
        $"""
        {Hit}
        order by {LinkListStore.Sorted}
        {LinkListStore.Page}
        """;
}
