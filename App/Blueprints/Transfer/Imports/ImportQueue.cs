using System.Security.Cryptography;
using System.Text.Json;
using App.Blueprints.Transfer.Previews;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Leads a stored file from its preview to its import, each time in the caller's unit of work.</summary>
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
    /// Records a file and the task that imports it. A file that cannot be recorded is deleted, and so is one that was
    /// sent with the same choices before and whose import waits or runs. With <paramref name="once"/> that holds for a
    /// done import too.
    /// </summary>
    public QueuedImport Add(long accountId, StoredUpload file, ImportOptionsForm choices, bool once = false) =>
        Record(accountId, file, choices, isConfirmed: true, once);

    /// <summary>Records a file and the task that looks at it, under the same conditions.</summary>
    public QueuedImport Preview(long accountId, StoredUpload file, ImportOptionsForm choices, bool once = false) =>
        Record(accountId, file, choices, isConfirmed: false, once);

    /// <summary>Lets a file be looked at anew, if it still waits and nothing looks at it.</summary>
    public void LookAgain(Import import, TaskRun? run)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.IsConfirmed || run is { IsOpen: true }) return;
        previews.Clear(import.Id);
        imports.SetRun(import.Id, tasks.Enqueue<PreviewTask, PreviewArguments>(new(import.Id), import.AccountId));
    }

    /// <summary>Keeps what a person chose; the import still waits.</summary>
    public void Choose(Import import, ImportOptionsForm choices)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(choices);
        if (imports.Choose(import.Id, import.AccountId, choices)) previews.LeaveOut(import.Id, choices.LeftOut);
    }

    /// <summary>Begins an import that waits; one that has begun does not begin a second time.</summary>
    public void Confirm(Import import, ImportOptionsForm choices)
    {
        ArgumentNullException.ThrowIfNull(import);
        Choose(import, choices);
        if (imports.Confirm(import.Id, import.AccountId, clock.GetUtcNow()))
            imports.SetRun(import.Id, tasks.Enqueue<ImportTask, ImportArguments>(new(import.Id), import.AccountId));
    }

    /// <summary>Forgets an import that waits, and its file. False when it has begun.</summary>
    public bool Discard(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (!imports.Discard(import.Id, import.AccountId)) return false;
        if (import.RunId is { } run) tasks.Cancel(run, import.AccountId);
        connection.AfterCommit(() => files.Delete(import.FileId));
        return true;
    }

    QueuedImport Record(long accountId, StoredUpload file, ImportOptionsForm choices, bool isConfirmed, bool once)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(choices);
        try
        {
            same.TakeTurn();
            // Checked with the turn to write, so that many uploads at once do not pass together.
            if (!accountFiles.HaveRoom(accountId, file.Length))
            {
                files.Delete(file.Id);
                return new(0, null, IsRepeat: false) { IsOverQuota = true };
            }
            var request = DigestOf(file, choices);
            if (sameFile.Earlier(accountId, request, done: once) is { } earlier)
                return Repeat(earlier, file, choices, isConfirmed);
            var now = clock.GetUtcNow();
            var id = imports.Add(accountId, file, choices, request, now, isConfirmed ? now : null);
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

    // What the import is to do is part of the request; whether a preview comes first is not.
    static string DigestOf(StoredUpload file, ImportOptionsForm choices)
    {
        object[] request =
        [
            file.Sha256, choices.Visibility, choices.FolderTags, choices.Tags, choices.Existing, choices.MarkUnread,
            choices.NoteSite, choices.LeftOut.Order(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
    }

    // An import at once replaces the preview that waits.
    QueuedImport Repeat(Import earlier, StoredUpload file, ImportOptionsForm choices, bool isConfirmed)
    {
        connection.AfterCommit(() => files.Delete(file.Id));
        if (isConfirmed && !earlier.IsConfirmed) Confirm(earlier, choices);
        return new(earlier.Id, imports.Find(earlier.Id, earlier.AccountId)!.RunId, IsRepeat: true);
    }
}

/// <param name="ImportId">The import of the file.</param>
/// <param name="RunId">Its task; null when that is long over.</param>
/// <param name="IsRepeat">Whether the file had this import before.</param>
public readonly record struct QueuedImport(long ImportId, long? RunId, bool IsRepeat)
{
    /// <summary>Whether the account has no room for the file. Then there is no import.</summary>
    public bool IsOverQuota { get; init; }
}
