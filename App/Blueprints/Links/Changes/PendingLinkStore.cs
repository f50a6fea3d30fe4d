using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// Stores which links a recorded change still has to process, so that a change of many links can be interrupted and
/// continued.
/// </summary>
public sealed class PendingLinkStore(DbConnection connection, LinkSearchStore searches)
{
    /// <summary>
    /// Adds these links to the links that the change still has to process; returns their number. Links of other
    /// accounts are ignored.
    /// </summary>
    public int Add(long accountId, long changeId, IReadOnlyCollection<long> ids) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select distinct @changeId, links.id
        from json_each(@ids) as wanted
        cross join links
        where links.id = cast(wanted.value as bigint)
          and account_id = @accountId
          and deleted_at is null
        """, new { accountId, changeId, ids = JsonSerializer.Serialize(ids) });

    /// <summary>
    /// For a change of all search results: adds the links on every page of the results to the links that the change
    /// still has to process. Returns their number.
    /// </summary>
    public int AddFound(long accountId, long changeId, LinkQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = LinkFilter.From(accountId, query, onlyPublic: false, page: 1, size: 1);
        var match = searches.Match(accountId, query, onlyPublic: false);
        return connection.Execute(
            $"""
            insert into link_change_targets (change_id, link_id)
            select @changeId, id
            from links
            where {LinkListStore.Filtered}
              and (@match is null or links.id in (select rowid from links_fts(@match)))
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
    /// Adds all links with one of the tags to the links that the change still has to process, including archived and
    /// trashed links. Returns their number.
    /// </summary>
    public int AddTagged(long accountId, long changeId, IReadOnlyCollection<long> tagIds) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select distinct @changeId, link_tags.link_id
        from json_each(@tagIds) as wanted
        join tags on tags.id = cast(wanted.value as bigint) and tags.account_id = @accountId
        join link_tags on link_tags.tag_id = tags.id
        """, new { accountId, changeId, tagIds = JsonSerializer.Serialize(tagIds) });

    /// <summary>
    /// Adds the links in the trash to the links that the change still has to process; returns their number. When
    /// several of them have the same URL key, adds only the newest.
    /// </summary>
    public int AddTrashed(long accountId, long changeId) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select @changeId, max(id)
        from links
        where account_id = @accountId
          and deleted_at is not null
        group by url_key
        """, new { accountId, changeId });

    /// <summary>For an undo: adds all links that the original change modified; returns their number.</summary>
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
          and link_id in (select cast(value as bigint) from json_each(@ids))
        """, new { changeId, ids = JsonSerializer.Serialize(ids) });
}
