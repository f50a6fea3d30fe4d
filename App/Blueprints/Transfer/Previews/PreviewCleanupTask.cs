using App.Blueprints.Transfer.Imports;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Discards previews that were not confirmed within a week, and deletes the files of interrupted uploads.
/// </summary>
public sealed class PreviewCleanupTask(
    OnDemandConnection connection,
    ImportStore imports,
    ImportQueue queue,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock
) : IScheduledTask
{
    public const int RetentionDays = 7;

    const int BatchSize = 20;

    public void Run()
    {
        var now = clock.GetUtcNow();
        files.RemoveLeftovers(now);
        while (imports.Unconfirmed(now.AddDays(-RetentionDays), BatchSize) is { Count: > 0 } expired)
            foreach (var import in expired)
                connection.Transact(() => queue.Discard(import));
    }
}
