using System.Security.Cryptography;
using System.Text.Json;
using App.Blueprints.Transfer.Imports;
using App.Blueprints.Transfer.Previews;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Uploads;

/// <summary>
/// Records an uploaded file and enqueues its preview or its import. Runs in the caller's unit of work.
/// </summary>
public sealed class UploadQueue(
    OnDemandConnection connection,
    ImportStore imports,
    ImportStates states,
    PreviewQueue previewQueue,
    ImportQueue importQueue,
    AccountFiles accountFiles,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock)
{
    // Maximum number of earlier imports of the same file that are checked, newest first.
    const int MaxDuplicates = 20;

    /// <summary>
    /// Records an uploaded file as a new import. Deletes the file if it cannot be recorded, or if an import of the same
    /// file with the same options is already waiting or running.
    /// </summary>
    /// <param name="accountId">The owner of the file.</param>
    /// <param name="file">The stored file.</param>
    /// <param name="options">The options of the import.</param>
    /// <param name="atOnce">Whether the import starts without a preview.</param>
    /// <param name="once">Whether a finished import of the same file and options counts as a duplicate too.</param>
    public QueuedImport Add(
        long accountId, StoredUpload file, ImportOptions options, bool atOnce, bool once = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            imports.LockUploads();
            // Check the quota under the write lock, so that simultaneous uploads cannot exceed it together.
            if (!accountFiles.HaveRoom(accountId, file.Length))
            {
                files.Delete(file.Id);
                return new(0, null, IsRepeat: false) { IsOverQuota = true };
            }
            var digest = DigestOf(file, options);
            if (FindDuplicate(accountId, digest, once) is { } earlier)
                return Repeat(earlier, file, options, atOnce);
            var now = clock.GetUtcNow();
            var id = imports.Add(accountId, file, options, digest, now, confirmedAt: atOnce ? now : null);
            var run = atOnce ? importQueue.Enqueue(id, accountId) : previewQueue.Enqueue(id, accountId);
            return new(id, run, IsRepeat: false);
        }
        catch
        {
            files.Delete(file.Id);
            throw;
        }
    }

    Import? FindDuplicate(long accountId, string digest, bool once) => imports
        .WithRequest(accountId, digest, MaxDuplicates)
        .FirstOrDefault(import => states.Of(import) is var state
            && (state is ImportState.Reading or ImportState.Waiting or ImportState.Running
                || (once && state == ImportState.Done)));

    // Uses the earlier import for a repeated upload and deletes the new file. If the user requests an immediate import,
    // starts the earlier import when it still waits for confirmation.
    QueuedImport Repeat(Import earlier, StoredUpload file, ImportOptions options, bool atOnce)
    {
        connection.AfterCommit(() => files.Delete(file.Id));
        if (atOnce && !earlier.IsConfirmed) importQueue.Start(earlier, options);
        return new(earlier.Id, imports.Find(earlier.Id, earlier.AccountId)!.RunId, IsRepeat: true);
    }

    // The digest covers the file and the import options, but not whether a preview was requested. Do not change the
    // order of the values, because digests are stored.
    static string DigestOf(StoredUpload file, ImportOptions options)
    {
        object[] request =
        [
            file.Sha256, options.Visibility, options.FolderTags, options.Tags, options.Existing, options.MarkUnread,
            options.NoteSite, options.ExcludedFolders.Order(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
    }
}

/// <param name="ImportId">The import of the file.</param>
/// <param name="RunId">The task run of the import; null when the run was deleted because of its age.</param>
/// <param name="IsRepeat">Whether an earlier upload of the same file created the import.</param>
public readonly record struct QueuedImport(long ImportId, long? RunId, bool IsRepeat)
{
    /// <summary>Whether the file exceeds the account's quota. In that case no import is created.</summary>
    public bool IsOverQuota { get; init; }
}
