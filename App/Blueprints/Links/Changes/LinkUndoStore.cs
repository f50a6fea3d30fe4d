using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Finds the undo of a change, and the links that the undo did not restore.</summary>
public sealed class LinkUndoStore(DbConnection connection)
{
    /// <summary>Finds the undo of a change, finished or not; null when no undo has begun.</summary>
    public LinkChange? FindUndoing(long accountId, long id) => connection.QuerySingleOrDefault<LinkChange>(
        """
        select id, account_id, kind, label, edit, undoes, run_id, link_count, kept_count, lost_count,
          created_at, finished_at, undone_at,
          exists (select 1 from link_change_entries where change_id = link_changes.id) as has_entries,
          coalesce((
            select undoing.kept_count + undoing.lost_count
            from link_changes as undoing
            where undoing.undoes = link_changes.id
          ), 0) as unrestored_count
        from link_changes
        where undoes = @id
          and account_id = @accountId
        order by id
        limit 1
        """, new { accountId, id });

    /// <summary>
    /// Reads the links that the change <paramref name="id"/> modified and that its undo <paramref name="undoingId"/>
    /// did not restore, at most <paramref name="limit"/>.
    /// </summary>
    public IReadOnlyList<LinkName> Kept(long accountId, long id, long undoingId, int limit) =>
        connection
            .Query<LinkName>(
                """
                select links.id, links.url, links.title
                from link_change_entries
                join links on links.id = link_change_entries.link_id
                where link_change_entries.change_id = @id
                  and links.account_id = @accountId
                  and links.deleted_at is null
                  and not exists (
                    select 1
                    from link_change_entries as taken
                    where taken.change_id = @undoingId and taken.link_id = link_change_entries.link_id
                  )
                order by links.id
                limit @limit
                """,
                new
                {
                    accountId,
                    id,
                    undoingId,
                    limit,
                }
            )
            .AsList();
}
