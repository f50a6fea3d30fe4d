using App.Blueprints.Transfer.Imports;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Previews;

/// <summary>Discards previews that were not confirmed within a week, and leftovers of interrupted uploads.</summary>
public sealed class PreviewCleanupTask(
    OnDemandConnection connection,
    ImportStore imports,
    ImportQueue queue,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock
) : IScheduledTask
{
    public const int TermDays = 7;

    const int AtOnce = 20;

    public void Run()
    {
        var now = clock.GetUtcNow();
        files.RemoveLeftovers(now);
        while (imports.Unconfirmed(now.AddDays(-TermDays), AtOnce) is { Count: > 0 } forgotten)
            foreach (var import in forgotten)
                connection.Transact(() => queue.Discard(import));
    }
}
