using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// Permanently deletes links that have been in the trash for the retention period. Deletes in batches, so that other
/// writers are not blocked.
/// </summary>
public sealed class TrashPurgeTask(OnDemandConnection connection, TrashPurgeStore term, TimeProvider clock)
    : IScheduledTask
{
    /// <summary>The minimum number of days that a link stays in the trash.</summary>
    public const int Days = 30;

    const int Batch = 200;

    public void Run()
    {
        connection.Transact(() => term.RecordUptimeDay(clock.GetUtcNow()));
        int purged;
        do
        {
            purged = 0;
            connection.Transact(() => purged = term.Purge(clock.GetUtcNow().AddDays(-Days), Batch));
        }
        while (purged == Batch);
    }

    /// <summary>
    /// The minimum number of days until the link is permanently deleted; 0 when the next run of the task can delete it.
    /// </summary>
    public static int DaysLeft(DateTimeOffset deletedAt, DateTimeOffset now) =>
        (int)Math.Clamp(Math.Ceiling((deletedAt.AddDays(Days) - now).TotalDays), 0, Days);
}
