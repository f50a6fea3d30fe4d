using System.Security.Cryptography;
using System.Text.Json;
using App.Blueprints.Transfer.Previews;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Queues the preview and the import of an uploaded file. Each method runs in the caller's unit of work.
/// </summary>
public sealed class ImportQueue(
    OnDemandConnection connection,
    ImportStore imports,
    PreviewStore previews,
    DuplicateUploadStore same,
    DuplicateUploads sameFile,
    AccountFiles accountFiles,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    IBackgroundTasks tasks,
    TimeProvider clock)
{
    /// <summary>
    /// Records a file and enqueues its import. Deletes the file if it cannot be recorded, or if an import of the same
    /// file with the same options already waits or runs. With <paramref name="once"/>, a finished import counts too.
    /// </summary>
    public QueuedImport Add(long accountId, StoredUpload file, ImportOptions options, bool once = false) =>
        Record(accountId, file, options, isConfirmed: true, once);

    /// <summary>Records a file and enqueues its preview, under the same conditions as <see cref="Add"/>.</summary>
    public QueuedImport Preview(long accountId, StoredUpload file, ImportOptions options, bool once = false) =>
        Record(accountId, file, options, isConfirmed: false, once);

    /// <summary>
    /// Enqueues a new preview. Does nothing if the import is confirmed or its task is waiting or running.
    /// </summary>
    public void RefreshPreview(Import import, TaskRun? run)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.IsConfirmed || run is { IsOpen: true }) return;
        previews.Clear(import.Id);
        imports.SetRun(import.Id, tasks.Enqueue<PreviewTask, PreviewArguments>(new(import.Id), import.AccountId));
    }

    /// <summary>Stores the chosen options of an unconfirmed import.</summary>
    public void Choose(Import import, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(options);
        if (imports.SetOptions(import.Id, import.AccountId, options)) previews.ExcludeFolders(import.Id, options.ExcludedFolders);
    }

    /// <summary>Starts an import that waits. Does nothing if it has already started.</summary>
    public void Confirm(Import import, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(import);
        Choose(import, options);
        if (imports.Confirm(import.Id, import.AccountId, clock.GetUtcNow()))
            imports.SetRun(import.Id, tasks.Enqueue<ImportTask, ImportArguments>(new(import.Id), import.AccountId));
    }

    /// <summary>Deletes an import that waits, and its file. Returns false if it has started.</summary>
    public bool Discard(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (!imports.Discard(import.Id, import.AccountId)) return false;
        if (import.RunId is { } run) tasks.Cancel(run, import.AccountId);
        connection.AfterCommit(() => files.Delete(import.FileId));
        return true;
    }

    QueuedImport Record(long accountId, StoredUpload file, ImportOptions options, bool isConfirmed, bool once)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            same.TakeTurn();
            // Check the quota under the write lock, so that simultaneous uploads cannot exceed it together.
            if (!accountFiles.HaveRoom(accountId, file.Length))
            {
                files.Delete(file.Id);
                return new(0, null, IsRepeat: false) { IsOverQuota = true };
            }
            var request = DigestOf(file, options);
            if (sameFile.Earlier(accountId, request, done: once) is { } earlier)
                return Repeat(earlier, file, options, isConfirmed);
            var now = clock.GetUtcNow();
            var id = imports.Add(accountId, file, options, request, now, isConfirmed ? now : null);
            var run = isConfirmed
                ? tasks.Enqueue<ImportTask, ImportArguments>(new(id), accountId)
                : tasks.Enqueue<PreviewTask, PreviewArguments>(new(id), accountId);
            imports.SetRun(id, run);
            return new(id, run, IsRepeat: false);
        }
        catch
        {
            files.Delete(file.Id);
            throw;
        }
    }

    // The digest includes the file and the import options, but not whether a preview was requested.
    static string DigestOf(StoredUpload file, ImportOptions options)
    {
        object[] request =
        [
            file.Sha256, options.Visibility, options.FolderTags, options.Tags, options.Existing, options.MarkUnread,
            options.NoteSite, options.ExcludedFolders.Order(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
    }

    // An immediate import replaces a preview that waits.
    QueuedImport Repeat(Import earlier, StoredUpload file, ImportOptions options, bool isConfirmed)
    {
        connection.AfterCommit(() => files.Delete(file.Id));
        if (isConfirmed && !earlier.IsConfirmed) Confirm(earlier, options);
        return new(earlier.Id, imports.Find(earlier.Id, earlier.AccountId)!.RunId, IsRepeat: true);
    }
}

/// <param name="ImportId">The import of the file.</param>
/// <param name="RunId">The run of its task; null when old runs were deleted.</param>
/// <param name="IsRepeat">Whether an earlier upload of the same file created the import.</param>
public readonly record struct QueuedImport(long ImportId, long? RunId, bool IsRepeat)
{
    /// <summary>Whether the file exceeds the account's quota. In that case no import is created.</summary>
    public bool IsOverQuota { get; init; }
}
