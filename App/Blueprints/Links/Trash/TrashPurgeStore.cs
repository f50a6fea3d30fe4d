using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// Which links have lain in the trash for their term. A clock alone does not say: it may have jumped by a year, or have
/// stood in the past when the link was deleted. So days on which the server ran are counted as well, and they are told
/// apart from the deletion by the order of the changes, which no clock touches. A day on which it did not run only
/// makes the term longer.
/// </summary>
public sealed class TrashPurgeStore(DbConnection connection)
{
    /// <summary>Counts this day, once in about 20 hours of whichever direction the clock goes.</summary>
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
    /// Deletes links for good that were put there before both the date and the days of the term; returns how many.
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

    // Every account has its row of counts; a link's newest change is the one that put it there, or something older than
    // this record.
    const string Overdue =
        """
        delete from links
        where id in (
          select links.id
          from link_counts
          cross join links on links.account_id = link_counts.account_id
          where link_counts.trashed > 0
            and links.deleted_at is not null
            and links.deleted_at < @before
            and coalesce((select max(change_id) from link_change_entries where link_id = links.id), 0)
              <= (select last_change_id from trash_days order by id desc limit 1 offset @days)
          limit @limit
        )
        """;
}
