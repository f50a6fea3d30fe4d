using App.Blueprints.Transfer.Imports;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Transfer.Previews;

/// <summary>Queues the preview of an unconfirmed import. Each method runs in the caller's unit of work.</summary>
public sealed class PreviewQueue(ImportStore imports, PreviewStore previews, IBackgroundTasks tasks)
{
    /// <summary>Enqueues the task that makes the preview. Returns the id of its run.</summary>
    public long Enqueue(long importId, long accountId)
    {
        var run = tasks.Enqueue<PreviewTask, PreviewArguments>(new(importId), accountId);
        imports.SetRun(importId, run);
        return run;
    }

    /// <summary>
    /// Enqueues a task that makes the preview again. Does nothing if the import is confirmed, or if its task is waiting
    /// or running.
    /// </summary>
    /// <param name="import">The import of the preview.</param>
    /// <param name="run">The last task run of the import; null when the run was deleted because of its age.</param>
    public void Refresh(Import import, TaskRun? run)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.IsConfirmed || run is { IsOpen: true }) return;
        previews.Clear(import.Id);
        Enqueue(import.Id, import.AccountId);
    }
}
