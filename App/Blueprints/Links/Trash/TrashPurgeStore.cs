using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// Purges links that have been in the trash for the retention period. The clock alone is not reliable: it may jump, or
/// may have been wrong when the link was deleted. So the days on which the server ran are counted as well. Each day
/// stores the id of the newest change, which shows without a clock whether a link was deleted earlier. A day without a
/// running server only extends the period.
/// </summary>
public sealed class TrashPurgeStore(DbConnection connection)
{
    /// <summary>Records this day, at most once in 20 hours, whether the clock moves forwards or backwards.</summary>
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

    // The table link_counts has a row for every account. The newest change of a trashed link is the deletion, or is
    // older than these records.
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
