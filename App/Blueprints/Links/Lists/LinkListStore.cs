using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Lists an account's links, all of them or those that match a full-text search with many hits. Each sort order reads
/// its own index. The indexes contain the states of the links, so only the rows of the displayed page are read.
/// </summary>
public sealed class LinkListStore(DbConnection connection)
{
    public LinkCounts Counts(long accountId) => connection.QuerySingleOrDefault<LinkCounts>(
        """
        select active, archived, unread, starred, shared, trashed
        from link_counts
        where account_id = @accountId
        """, new { accountId }) ?? new LinkCounts();

    /// <summary>Reads the rows of a list for these link ids, in the order of <paramref name="ids"/>.</summary>
    internal IReadOnlyList<LinkRow> Rows(long accountId, IReadOnlyCollection<long> ids, bool withNotes) =>
        ids.Count == 0
        ? []
        : connection.Query<LinkRow>(
            $"""
            select links.id, url, site, title, is_public, is_unread, is_starred, is_archived, created_at,
              substr(description, 1, @length) as description,
              case when @withNotes = 1 then substr(note, 1, @length) else '' end as note,
              {TagList}
            from json_each(@ids) as page
            cross join links
            where links.id = cast(page.value as bigint)
              and account_id = @accountId
            order by page.key
            """,
            new { accountId, ids = JsonSerializer.Serialize(ids), withNotes, length = ListedText }).AsList();

    // Maximum number of characters that are read from a description or note. A row shows a few hundred of them, around
    // the first hit.
    const int ListedText = 10_000;

    internal long Count(LinkFilter filter) => connection.QuerySingle<long>(
        $"""
        select count(*)
        from links
        where {Listed}
          and site = @site
        """, filter.Values);

    internal IReadOnlyList<long> Ids(LinkSort sort, LinkFilter filter) =>
        connection.Query<long>(Statement(sort, filter), filter.Values).AsList();

    static string Statement(LinkSort sort, LinkFilter filter) => (sort, Many: filter.Then is not null) switch
    {
        _ when filter.Site is not null => OfSite,
        (LinkSort.Oldest, false) => Oldest,
        (LinkSort.Oldest, true) => OldestThen,
        (LinkSort.Title, false) => ByTitle,
        (LinkSort.Title, true) => ByTitleThen,
        (LinkSort.TitleFromEnd, _) => ByTitleFromEnd,
        (LinkSort.Site, false) => BySite,
        (LinkSort.Site, true) => BySiteThen,
        (LinkSort.SiteFromEnd, _) => BySiteFromEnd,
        (_, true) => NewestThen,
        _ => Newest,
    };

    /// <summary>SQL column: the tags of a row of <c>links</c>, sorted A to Z and separated by commas.</summary>
    internal const string TagList =
        """
        (
          select group_concat(name, ',' order by name_key)
          from link_tags
          join tags on tags.id = tag_id
          where link_id = links.id
        ) as tag_list
        """;

    /// <summary>
    /// SQL condition: the account's links outside the trash whose states match the filter. Does not check whether the
    /// links are archived.
    /// </summary>
    internal const string Visible =
        """
        links.account_id = @accountId
          and links.deleted_at is null
          and (@unread is null or links.is_unread = @unread)
          and (@starred is null or links.is_starred = @starred)
          and (@shared is null or links.is_public = @shared)
        """;

    /// <summary>
    /// SQL condition: <see cref="Visible"/>, and also the site of the links and whether they are archived match the
    /// filter.
    /// </summary>
    internal const string Filtered =
        $"""
        {Visible}
          and (@archived is null or links.is_archived = @archived)
          and (@site is null or links.site = @site)
        """;

    /// <summary>
    /// SQL sort terms: the second and the third sort order, which sort links that are equal in the first.
    /// </summary>
    internal const string Ties =
        """
        case @then when 'title' then lower(links.title) when 'site' then links.site end,
          case @then when '-title' then lower(links.title) when '-site' then links.site end desc,
          case @then when 'date' then links.created_at when '-date' then -links.created_at end,
          case @last when 'title' then lower(links.title) when 'site' then links.site end,
          case @last when '-title' then lower(links.title) when '-site' then links.site end desc,
          case @last when 'date' then links.created_at when '-date' then -links.created_at end
        """;

    /// <summary>SQL sort terms: the first, second and third sort order, then newest first.</summary>
    internal const string Sorted =
        $"""
        case @sort when 'title' then lower(links.title) when 'site' then links.site end,
          case @sort when '-title' then lower(links.title) when '-site' then links.site end desc,
          case @sort when 'date' then links.created_at when '-date' then -links.created_at end,
          {Ties},
          links.created_at desc, links.id desc
        """;

    internal const string Page = "limit @size offset @offset";

    // The list must be either archived links or other links, never both. In the indexes, is_archived precedes the sort
    // columns, so a list with both would not be in sort order.
    const string Listed =
        $"""
        {Visible}
          and links.is_archived = @archived
          and (@match is null or links.id in (select rowid from links_fts(@match)))
        """;

    const string Select = $"select id from links where {Listed}";

    // With several sort keys, SQLite's query planner would sort the whole list in memory. With a forced index it sorts
    // only links whose first sort key is equal.
    const string SelectByDate = $"select id from links indexed by links_newest where {Listed}";
    const string SelectByTitle = $"select id from links indexed by links_title where {Listed}";
    const string SelectBySite = $"select id from links indexed by links_site where {Listed}";

    const string Newest = $"{Select} order by created_at desc, id desc {Page}";
    const string NewestThen = $"{SelectByDate} order by created_at desc, {Ties}, id desc {Page}";
    const string Oldest = $"{Select} order by created_at, id {Page}";
    const string OldestThen = $"{SelectByDate} order by created_at, {Ties}, id {Page}";
    const string ByTitle = $"{Select} order by title collate nocase, id {Page}";
    const string ByTitleThen = $"{SelectByTitle} order by title collate nocase, {Ties}, id {Page}";
    const string ByTitleFromEnd = $"{SelectByTitle} order by title collate nocase desc, {Ties}, id desc {Page}";
    const string BySite = $"{Select} order by site, created_at desc, id desc {Page}";
    const string BySiteThen = $"{SelectBySite} order by site, {Ties}, created_at desc, id desc {Page}";
    const string BySiteFromEnd = $"{SelectBySite} order by site desc, {Ties}, created_at desc, id desc {Page}";
    const string OfSite = $"{Select} and links.site = @site order by {Sorted} {Page}";
}
