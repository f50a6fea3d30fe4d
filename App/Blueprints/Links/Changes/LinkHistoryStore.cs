using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Reads the history of a link from the recorded changes.</summary>
public sealed class LinkHistoryStore(DbConnection connection)
{
    /// <summary>Reads the newest changes of a link, newest first, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<LinkHistoryEntry> Entries(long accountId, long linkId, int limit) =>
        connection
            .Query<LinkHistoryEntry>(
                """
                select link_changes.id as change_id, kind, label, created_at, before
                from link_change_entries
                join link_changes on link_changes.id = change_id
                where link_id = @linkId
                  and account_id = @accountId
                order by change_id desc
                limit @limit
                """,
                new
                {
                    accountId,
                    linkId,
                    limit,
                }
            )
            .AsList();

    public long Count(long accountId, long linkId) => connection.QuerySingle<long>(
        """
        select count(*)
        from link_change_entries
        join link_changes on link_changes.id = change_id
        where link_id = @linkId
          and account_id = @accountId
        """, new { accountId, linkId });

    /// <summary>
    /// Reads the ids of the links that the change <paramref name="id"/> modified, at most <paramref name="limit"/>.
    /// </summary>
    public IReadOnlyList<long> Changed(long id, int limit) => connection.Query<long>(
        """
        select link_id
        from link_change_entries
        where change_id = @id
        order by link_id
        limit @limit
        """, new { id, limit }).AsList();
}
