using App.Blueprints.Backend.Databases;
using App.Patterns.BackgroundTasks.Monitoring;
using App.Patterns.BackgroundTasks.Repair;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend;

/// <summary>The notices on every backend page about problems that an operator must solve.</summary>
public sealed class SiteNotices(SiteFiles files, TaskWorkers workers, IStringLocalizer texts)
{
    /// <summary>Returns the current notices. Reads the data directory and the file of the task queue.</summary>
    public IEnumerable<string> Read()
    {
        if (TaskQueueFile.IsDamaged(files.QueueFile)) yield return texts["backend.notice.queue_damaged"];
        if (!workers.AnyRunning) yield return texts["backend.notice.no_worker"];
        if (TaskQueueFile.SetAside(files.QueueFile) is { Count: > 0 } names)
            yield return texts["backend.notice.queue_replaced", string.Join(", ", names)];
    }
}
