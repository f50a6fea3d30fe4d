using App.Patterns.BackgroundTasks;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer;

/// <summary>Takes a stored file into the queue.</summary>
public sealed class ImportQueue(
    ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files, IBackgroundTasks tasks, TimeProvider clock)
{
    /// <summary>Records the import and its task in the caller's unit of work; a file that cannot be recorded is not kept.</summary>
    public QueuedImport Add(long accountId, StoredUpload file, ImportForm form)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(form);
        try
        {
            var id = imports.Add(accountId, file, form, clock.GetUtcNow());
            var run = tasks.Enqueue<ImportTask, ImportArguments>(new(id), accountId);
            imports.SetRun(id, run);
            return new(id, run);
        }
        catch
        {
            files.Delete(file.Id);
            throw;
        }
    }
}

public readonly record struct QueuedImport(long ImportId, long RunId);
