using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// Permanently deletes links that have been in the trash for <see cref="TrashPurgeTask.Days"/> days. Because the clock
/// can be wrong, the server must also have run on that many days since the link was trashed. Each recorded day stores
/// the id of the newest change of any link at that time. A link was trashed before that day if its own newest change
/// has no higher id.
/// </summary>
public sealed class TrashPurgeStore(DbConnection connection)
{
    /// <summary>
    /// Records a day on which the server ran. Records at most one day in 20 hours, even if the clock is set back.
    /// </summary>
    public void RecordUptimeDay(DateTimeOffset now)
    {
        connection.Execute(
            """
            insert into trash_days (seen_at, last_change_id)
            select @now, coalesce((select max(id) from link_changes), 0)
            where coalesce((select abs(@now - seen_at) from trash_days order by id desc limit 1), @day) >= @day
            """, new { now, day = (long)TimeSpan.FromHours(20).TotalMilliseconds });
        connection.Execute(
            """
            delete from trash_days
            where id <= (select max(id) from trash_days) - @kept
            """, new { kept = TrashPurgeTask.Days + 1 });
    }

    /// <summary>
    /// Permanently deletes links that were trashed before the date and before the last
    /// <see cref="TrashPurgeTask.Days"/> recorded days; returns their number.
    /// </summary>
    public int Purge(DateTimeOffset before, int limit) =>
        connection.Execute(
            Overdue,
            new
            {
                before,
                limit,
                days = TrashPurgeTask.Days,
            }
        );

    // Starts with link_counts, which tells for each account whether it has trashed links. The newest recorded change of
    // a trashed link is its move to the trash. A link without recorded changes was trashed before all recorded days.
    const string Overdue =
        """
        delete from links
        where id in (
          select links.id
          from link_counts
          cross join links
          where links.account_id = link_counts.account_id
            and link_counts.trashed > 0
            and links.deleted_at is not null
            and links.deleted_at < @before
            and coalesce((select max(change_id) from link_change_entries where link_id = links.id), 0)
              <= (select last_change_id from trash_days order by id desc limit 1 offset @days)
          limit @limit
        )
        """;
}
