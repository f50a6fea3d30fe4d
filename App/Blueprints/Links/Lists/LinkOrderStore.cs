using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Lists in several orders: each statement walks the index of the first order and sorts only those that are equal in
/// it, so that a deep page stays quick.
/// </summary>
public sealed class LinkOrderStore(DbConnection connection)
{
    internal IReadOnlyList<long> Ids(LinkSort sort, LinkListStore.Filter filter) => connection.Query<long>(
        sort switch
        {
            LinkSort.Oldest => Oldest,
            LinkSort.Title => ByTitle,
            LinkSort.Site => BySite,
            LinkSort.TitleFromEnd => ByTitleFromEnd,
            LinkSort.SiteFromEnd => BySiteFromEnd,
            _ => Newest,
        }, filter.Values).AsList();

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
        order by
          created_at desc,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
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
        order by
          created_at,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
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
        order by
          title collate nocase,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
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
        order by
          site,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
        limit @size
        offset @offset
        """;

    const string ByTitleFromEnd =
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
        order by
          title collate nocase desc,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
        limit @size
        offset @offset
        """;

    const string BySiteFromEnd =
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
        order by
          site desc,
          case @then when 'title' then lower(title) when 'site' then site end,
          case @then when '-title' then lower(title) when '-site' then site end desc,
          case @then when 'date' then created_at when '-date' then -created_at end,
          case @last when 'title' then lower(title) when 'site' then site end,
          case @last when '-title' then lower(title) when '-site' then site end desc,
          case @last when 'date' then created_at when '-date' then -created_at end,
          id desc
        limit @size
        offset @offset
        """;
}
