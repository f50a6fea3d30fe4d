using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// Purges what has lain in the trash for its term, batch by batch so that others get their turn to write.
/// </summary>
public sealed class TrashPurgeTask(OnDemandConnection connection, TrashPurgeStore term, TimeProvider clock)
    : IScheduledTask
{
    /// <summary>For so long a link is sure to stay.</summary>
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

    /// <summary>How many days are left, at least: 0 when the next round may purge it.</summary>
    public static int DaysLeft(DateTimeOffset deletedAt, DateTimeOffset now) =>
        (int)Math.Clamp(Math.Ceiling((deletedAt.AddDays(Days) - now).TotalDays), 0, Days);
}
