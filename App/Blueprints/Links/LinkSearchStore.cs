using System.Data.Common;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Finds links: pages of 50, by search or simply listed. Of a search with very many hits the 2,000 added last are ranked and the
/// others follow, newest first, so that the cost of ranking has a bound and every hit has its place.
/// </summary>
public sealed class LinkSearchStore(DbConnection connection, LinkListStore lists, TagStore tags)
{
    public const int PageSize = 50;

    const int Ranked = 2000;

    /// <summary>With more hits than this, walking the index of the order is cheaper than reading and sorting the hits.</summary>
    const int Many = 2000;

    /// <summary>A page of an account's own links.</summary>
    public PageOf<LinkRow> Find(long accountId, LinkQuery query, int page) => Find(accountId, query, page, onlyPublic: false);

    /// <summary>A page of an account's public links for anybody; notes are neither read nor searched.</summary>
    public PageOf<LinkRow> FindPublic(long accountId, LinkQuery query, int page) => Find(accountId, query, page, onlyPublic: true);

    /// <summary>The match expression of a query for its owner; null when nothing can match.</summary>
    internal MatchExpression? Match(long accountId, SearchText search, LinkState? state, bool withNotes)
    {
        var names = search.Terms.Where(term => term.Kind == SearchTermKind.Tag).Select(term => term.Text).ToList();
        return MatchExpression.Of(search, accountId, names.Count == 0 ? new Dictionary<string, long>() : tags.Find(accountId, names), state, withNotes);
    }

    PageOf<LinkRow> Find(long accountId, LinkQuery query, int page, bool onlyPublic)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = LinkListStore.Filter.Of(accountId, query, onlyPublic, page, PageSize);
        var search = query.Search;
        var (ids, total) = search.Terms.Count == 0
            ? (lists.Ids(query.SortOrBest, filter), Total(filter))
            : Search(query.SortOrBest, filter, Match(accountId, search, onlyPublic ? LinkState.Public : query.State, withNotes: !onlyPublic), withNotes: !onlyPublic);
        return new(lists.Rows(accountId, [.. ids], withNotes: !onlyPublic), page, PageSize, total);
    }

    long Total(LinkListStore.Filter filter)
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

    (IReadOnlyList<long> Ids, long Total) Search(LinkSort sort, LinkListStore.Filter filter, MatchExpression? match, bool withNotes)
    {
        if (match is null) return ([], 0);
        var isPlain = match.Literals is null && match.UnwantedLiterals is null;
        var found = filter with { Match = match.Text };
        var values = new DynamicParameters(found.Values);
        values.AddDynamicParams(new { literals = match.Literals, unwanted = match.UnwantedLiterals, withNotes, ranked = Ranked });
        var total = !isPlain ? connection.QuerySingle<long>(HitsWithSigns, values)
            : filter.Site is null ? connection.QuerySingle<long>(Hits, values)
            : lists.Count(found);
        if (isPlain && sort != LinkSort.Relevance && total > Many) return (lists.Ids(sort, found), total);
        var sql = sort != LinkSort.Relevance ? Sorted : filter.Offset < Ranked ? ByRelevance : BeyondRanked;
        return (connection.Query<long>(sql, values).AsList(), total);
    }

    const string Hits =
        """
        select count(*)
        from links_fts
        where links_fts match @match
        """;

    const string ByRelevance =
        """
        select hit.id
        from (
          select links.id, bm25(links_fts, 10, 4, 2, 2, 5, 0) as score
          from links_fts
          cross join links on links.id = links_fts.rowid
          where links_fts match @match
            and links.account_id = @accountId
            and links.deleted_at is null
            and links.is_archived = @archived
            and (@unread is null or links.is_unread = @unread)
            and (@starred is null or links.is_starred = @starred)
            and (@shared is null or links.is_public = @shared)
            and (@site is null or links.site = @site)
            and (@literals is null or not exists (
              select 1
              from json_each(@literals) as sign
              join link_texts on link_texts.id = links.id
              where instr(case when @withNotes then whole_text else open_text end, sign.value) = 0))
            and (@unwanted is null or not exists (
              select 1
              from json_each(@unwanted) as sign
              join link_texts on link_texts.id = links.id
              where instr(case when @withNotes then whole_text else open_text end, sign.value) > 0))
          order by links_fts.rowid desc
          limit @ranked
        ) as hit
        order by hit.score, hit.id desc
        limit @size
        offset @offset
        """;

    const string BeyondRanked =
        """
        select links.id
        from links_fts
        cross join links on links.id = links_fts.rowid
        where links_fts match @match
          and links.account_id = @accountId
          and links.deleted_at is null
          and links.is_archived = @archived
          and (@unread is null or links.is_unread = @unread)
          and (@starred is null or links.is_starred = @starred)
          and (@shared is null or links.is_public = @shared)
          and (@site is null or links.site = @site)
          and (@literals is null or not exists (
            select 1
            from json_each(@literals) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) = 0))
          and (@unwanted is null or not exists (
            select 1
            from json_each(@unwanted) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) > 0))
        order by links_fts.rowid desc
        limit @size
        offset @offset
        """;

    const string Sorted =
        """
        select links.id
        from links_fts
        cross join links on links.id = links_fts.rowid
        where links_fts match @match
          and links.account_id = @accountId
          and links.deleted_at is null
          and links.is_archived = @archived
          and (@unread is null or links.is_unread = @unread)
          and (@starred is null or links.is_starred = @starred)
          and (@shared is null or links.is_public = @shared)
          and (@site is null or links.site = @site)
          and (@literals is null or not exists (
            select 1
            from json_each(@literals) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) = 0))
          and (@unwanted is null or not exists (
            select 1
            from json_each(@unwanted) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) > 0))
        order by
          case when @sort = 'title' then links.title end collate nocase,
          case when @sort = 'site' then links.site end,
          case when @sort = 'oldest' then links.created_at end,
          links.created_at desc, links.id desc
        limit @size
        offset @offset
        """;

    const string HitsWithSigns =
        """
        select count(*)
        from links_fts
        cross join links on links.id = links_fts.rowid
        where links_fts match @match
          and links.account_id = @accountId
          and links.deleted_at is null
          and links.is_archived = @archived
          and (@unread is null or links.is_unread = @unread)
          and (@starred is null or links.is_starred = @starred)
          and (@shared is null or links.is_public = @shared)
          and (@site is null or links.site = @site)
          and (@literals is null or not exists (
            select 1
            from json_each(@literals) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) = 0))
          and (@unwanted is null or not exists (
            select 1
            from json_each(@unwanted) as sign
            join link_texts on link_texts.id = links.id
            where instr(case when @withNotes then whole_text else open_text end, sign.value) > 0))
        """;
}
