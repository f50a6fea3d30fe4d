using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Lists in several orders: each statement walks the index of the first order and sorts only those that are equal in it, so that a deep
/// page stays quick.
/// </summary>
public sealed class LinkOrderStore(DbConnection connection)
{
    internal IReadOnlyList<long> Ids(LinkSort sort, LinkListStore.Filter filter) => connection.Query<long>(
        sort switch
        {
            LinkSort.Oldest => Oldest,
            LinkSort.Title => ByTitle,
            LinkSort.Site => BySite,
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
          case @then when 'title' then title end collate nocase,
          case @then when 'site' then site end,
          case @then when 'oldest' then created_at when 'newest' then -created_at end,
          case @last when 'title' then title end collate nocase,
          case @last when 'site' then site end,
          case @last when 'oldest' then created_at when 'newest' then -created_at end,
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
          case @then when 'title' then title end collate nocase,
          case @then when 'site' then site end,
          case @then when 'oldest' then created_at when 'newest' then -created_at end,
          case @last when 'title' then title end collate nocase,
          case @last when 'site' then site end,
          case @last when 'oldest' then created_at when 'newest' then -created_at end,
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
          case @then when 'title' then title end collate nocase,
          case @then when 'site' then site end,
          case @then when 'oldest' then created_at when 'newest' then -created_at end,
          case @last when 'title' then title end collate nocase,
          case @last when 'site' then site end,
          case @last when 'oldest' then created_at when 'newest' then -created_at end,
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
          case @then when 'title' then title end collate nocase,
          case @then when 'site' then site end,
          case @then when 'oldest' then created_at when 'newest' then -created_at end,
          case @last when 'title' then title end collate nocase,
          case @last when 'site' then site end,
          case @last when 'oldest' then created_at when 'newest' then -created_at end,
          id desc
        limit @size
        offset @offset
        """;
}
