using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// The links that a change has still to do. They are written down first, so that a change of many links can be
/// interrupted.
/// </summary>
public sealed class PendingLinkStore(DbConnection connection, LinkSearchStore searches)
{
    /// <summary>These links, as far as they are the account's; returns how many.</summary>
    public int Add(long accountId, long changeId, IReadOnlyCollection<long> ids) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select distinct @changeId, links.id
        from json_each(@ids) as wanted
        cross join links on links.id = wanted.value
        where account_id = @accountId
          and deleted_at is null
        """, new { accountId, changeId, ids = JsonSerializer.Serialize(ids) });

    /// <summary>Every link that a list shows, on all of its pages; returns how many.</summary>
    public int AddFound(long accountId, long changeId, LinkQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = LinkListStore.Filter.Of(accountId, query, onlyPublic: false, page: 1, size: 1);
        var match = searches.Match(accountId, query, onlyPublic: false);
        return connection.Execute(
            """
            insert into link_change_targets (change_id, link_id)
            select @changeId, id
            from links
            where account_id = @accountId
              and deleted_at is null
              and (@archived is null or is_archived = @archived)
              and (@unread is null or is_unread = @unread)
              and (@starred is null or is_starred = @starred)
              and (@shared is null or is_public = @shared)
              and (@site is null or site = @site)
              and (@match is null or id in (select rowid from links_fts where links_fts match @match))
            """,
            new
            {
                accountId,
                changeId,
                archived = match is null ? filter.Archived : match.Archived,
                unread = filter.Unread,
                starred = filter.Starred,
                shared = filter.Shared,
                site = filter.Site,
                match = match?.Text,
            });
    }

    /// <summary>
    /// Every link that carries one of the tags, also in the archive and in the trash; returns how many.
    /// </summary>
    public int AddTagged(long accountId, long changeId, IReadOnlyCollection<long> tagIds) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select distinct @changeId, link_tags.link_id
        from json_each(@tagIds) as wanted
        join tags on tags.id = wanted.value and tags.account_id = @accountId
        join link_tags on link_tags.tag_id = tags.id
        """, new { accountId, changeId, tagIds = JsonSerializer.Serialize(tagIds) });

    /// <summary>What is in the trash, of each page the one that came last; returns how many.</summary>
    public int AddTrashed(long accountId, long changeId) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select @changeId, max(id)
        from links
        where account_id = @accountId
          and deleted_at is not null
        group by url_key
        """, new { accountId, changeId });

    /// <summary>Every link that the undone change touched; returns how many.</summary>
    public int AddChanged(long changeId, long undoneId) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select @changeId, link_id
        from link_change_entries
        where change_id = @undoneId
        """, new { changeId, undoneId });

    public IReadOnlyList<long> Next(long changeId, int limit) => connection.Query<long>(
        """
        select link_id
        from link_change_targets
        where change_id = @changeId
        order by link_id
        limit @limit
        """, new { changeId, limit }).AsList();

    public long Count(long changeId) => connection.QuerySingle<long>(
        """
        select count(*)
        from link_change_targets
        where change_id = @changeId
        """, new { changeId });

    public void Remove(long changeId, IReadOnlyCollection<long> ids) => connection.Execute(
        """
        delete from link_change_targets
        where change_id = @changeId
          and link_id in (select value from json_each(@ids))
        """, new { changeId, ids = JsonSerializer.Serialize(ids) });
}
