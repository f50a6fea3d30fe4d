using App.Blueprints.Transfer.Imports;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Uploads;

/// <summary>Checks the storage quota for the uploaded files of an account.</summary>
public sealed class AccountFiles(
    ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files, UploadQuota quota)
{
    /// <summary>Maximum total size of the files of an account, in bytes.</summary>
    public long MaxBytes => quota.MaxBytes;

    /// <summary>Returns the total size of the account's files that exist on disk, in bytes.</summary>
    public long BytesOf(long accountId) => imports.FilesOf(accountId).Distinct(StringComparer.Ordinal)
        .Select(files.Find).OfType<string>().Sum(path => new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    /// <summary>Whether another file of <paramref name="bytes"/> bytes fits into the quota.</summary>
    public bool HaveRoom(long accountId, long bytes) => BytesOf(accountId) + bytes <= MaxBytes;
}

/// <param name="MaxBytes">Maximum total size of the files of one account, in bytes.</param>
public sealed record UploadQuota(long MaxBytes);
