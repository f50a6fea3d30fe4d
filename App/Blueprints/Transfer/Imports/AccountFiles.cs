using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The uploaded files that an account keeps.</summary>
public sealed class AccountFiles(
    ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files, TransferBlueprint blueprint)
{
    /// <summary>How many bytes they may have together.</summary>
    public long MaxBytes => blueprint.MaxAccountBytes;

    /// <summary>The bytes of the files that are on the disk.</summary>
    public long BytesOf(long accountId) => imports.FilesOf(accountId).Distinct(StringComparer.Ordinal)
        .Select(files.Find).OfType<string>().Sum(path => new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    /// <summary>Whether there is room for another file.</summary>
    public bool HaveRoom(long accountId, long bytes) => BytesOf(accountId) + bytes <= MaxBytes;
}
