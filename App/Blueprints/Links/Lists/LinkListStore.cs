using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Lists of links, all or those that a search of many hits found. Each order is a statement that walks its own index;
/// the index holds the states, so rows are only read for the page that is shown.
/// </summary>
public sealed class LinkListStore(DbConnection connection, LinkOrderStore orders)
{
    public LinkCounts Counts(long accountId) => connection.QuerySingleOrDefault<LinkCounts>(
        """
        select active, archived, unread, starred, shared, trashed
        from link_counts
        where account_id = @accountId
        """, new { accountId }) ?? new LinkCounts();

    /// <summary>The rows of these links, in this order.</summary>
    internal IReadOnlyList<LinkRow> Rows(long accountId, IReadOnlyCollection<long> ids, bool withNotes) =>
        ids.Count == 0
            ? []
            : connection
                .Query<LinkRow>(
                    """
                    select links.id, url, site, title, is_public, is_unread, is_starred, is_archived, created_at,
                      substr(description, 1, @length) as description,
                      case when @withNotes then substr(note, 1, @length) else '' end as note,
                      (select group_concat(name, ',' order by name_key) from link_tags join tags on tags.id = tag_id where link_id = links.id) as tag_list
                    from json_each(@ids) as page
                    cross join links on links.id = page.value
                    where account_id = @accountId
                    order by page.key
                    """,
                    new
                    {
                        accountId,
                        ids = JsonSerializer.Serialize(ids),
                        withNotes,
                        length = ListedText,
                    }
                )
                .AsList();

    // Characters of a description or note; around the first hit a few hundred of them are shown.
    const int ListedText = 10_000;

    internal long Count(Filter filter) => connection.QuerySingle<long>(
        """
        select count(*)
        from links
        where account_id = @accountId
          and is_archived = @archived
          and site = @site
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        """, filter.Values);

    internal IReadOnlyList<long> Ids(LinkSort sort, Filter filter) =>
        filter.Site is null && (filter.Then is not null || sort is LinkSort.TitleFromEnd or LinkSort.SiteFromEnd)
            ? orders.Ids(sort, filter)
            : connection
                .Query<long>(
                    filter.Site is not null
                        ? OfSite
                        : sort switch
                        {
                            LinkSort.Oldest => Oldest,
                            LinkSort.Title => ByTitle,
                            LinkSort.Site => BySite,
                            _ => Newest,
                        },
                    filter.Values
                )
                .AsList();

    const string Newest =
        """
        select id
        from links indexed by links_newest
        where account_id = @accountId
          and is_archived = @archived
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        order by created_at desc, id desc
        limit @size
        offset @offset
        """;

    const string Oldest =
        """
        select id
        from links indexed by links_newest
        where account_id = @accountId
          and is_archived = @archived
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        order by created_at, id
        limit @size
        offset @offset
        """;

    const string ByTitle =
        """
        select id
        from links indexed by links_title
        where account_id = @accountId
          and is_archived = @archived
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        order by title collate nocase, id
        limit @size
        offset @offset
        """;

    const string BySite =
        """
        select id
        from links indexed by links_site
        where account_id = @accountId
          and is_archived = @archived
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        order by site, created_at desc, id desc
        limit @size
        offset @offset
        """;

    const string OfSite =
        """
        select id
        from links indexed by links_site
        where account_id = @accountId
          and is_archived = @archived
          and site = @site
          and deleted_at is null
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@match is null or id in (select rowid from links_fts where links_fts match @match))
        order by
          case @sort when 'title' then lower(title) end,
          case @sort when '-title' then lower(title) end desc,
          case @sort when 'date' then created_at when '-date' then -created_at end,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          created_at desc, id desc
        limit @size
        offset @offset
        """;

    /// <summary>The parameters of every statement that lists; null means "either".</summary>
    internal sealed record Filter(
        long AccountId,
        bool? Archived,
        bool? Unread,
        bool? Starred,
        bool? Shared,
        string? Site,
        string Sort,
        int Size,
        long Offset
    )
    {
        public string? Then { get; init; }
        public string? Last { get; init; }
        /// <summary>Only what the index finds; null for everything.</summary>
        public string? Match { get; init; }

        /// <summary>By the names they have in the statements; the engine tells capitals apart.</summary>
        public object Values => new
        {
            accountId = AccountId,
            archived = Archived,
            unread = Unread,
            starred = Starred,
            shared = Shared,
            site = Site,
            sort = Sort,
            then = Then,
            last = Last,
            size = Size,
            offset = Offset,
            match = Match,
        };

        public static Filter Of(long accountId, LinkQuery query, bool onlyPublic, int page, int size) => new(
            accountId,
            Archived: !onlyPublic && query.State == LinkState.Archived,
            Unread: !onlyPublic && query.State == LinkState.Unread ? true : null,
            Starred: !onlyPublic && query.State == LinkState.Starred ? true : null,
            Shared: onlyPublic || query.State == LinkState.Public ? true : null,
            Site: query.Site.Length > 0 ? query.Site : null,
            Sort: query.SortOrBest.Name(),
            size,
            (page - 1L) * size)
        {
            Then = query.Then is [var second, ..] ? second.Name() : null,
            Last = query.Then is [_, var third, ..] ? third.Name() : null,
        };
    }
}
