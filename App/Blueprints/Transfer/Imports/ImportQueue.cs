using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Starts and discards imports. Each method runs in the caller's unit of work.</summary>
public sealed class ImportQueue(
    OnDemandConnection connection,
    ImportStore imports,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    IBackgroundTasks tasks,
    TimeProvider clock)
{
    /// <summary>Enqueues the task of a confirmed import and returns the id of the task run.</summary>
    public long Enqueue(long importId, long accountId)
    {
        var run = tasks.Enqueue<ImportTask, ImportArguments>(new(importId), accountId);
        imports.SetRun(importId, run);
        return run;
    }

    /// <summary>
    /// Stores the options of an unconfirmed import, confirms the import and enqueues it. Does nothing if the import is
    /// already confirmed.
    /// </summary>
    public void Start(Import import, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (imports.SetOptions(import.Id, import.AccountId, options)
            && imports.Confirm(import.Id, import.AccountId, clock.GetUtcNow()))
            Enqueue(import.Id, import.AccountId);
    }

    /// <summary>Deletes an unconfirmed import and its file. Returns false if the import is already confirmed.</summary>
    public bool Discard(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (!imports.Discard(import.Id, import.AccountId)) return false;
        if (import.RunId is { } run) tasks.Cancel(run, import.AccountId);
        connection.AfterCommit(() => files.Delete(import.FileId));
        return true;
    }
}
