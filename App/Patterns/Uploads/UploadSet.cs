using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Patterns.Uploads;

/// <summary>
/// A named kind of upload: which extensions, how many bytes, where to. Stored under a generated id, never under the client's name.
/// Flask: Uploading Files, Improving Uploads. As metadata of an endpoint it also sets the limit of the request.
/// </summary>
public sealed class UploadSet : IRequestSizeLimitMetadata
{
    // Boundaries and part headers of a form with one file.
    const long FormOverhead = 64 * 1024;

    public required string Name { get; init; }

    /// <summary>Lower case, without the dot.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    public required long MaxBytes { get; init; }

    /// <summary>An absolute path; made when it is first needed.</summary>
    public required string Directory { get; init; }

    long? IRequestSizeLimitMetadata.MaxRequestBodySize => MaxBytes + FormOverhead;

    /// <summary>Whether the name has a dot and what stands after the last one is allowed, both as sent and as cleaned.</summary>
    public bool Accepts(string? name) =>
        name is not null && name.Contains('.') && Extensions.Contains(SecureFileName.Extension(name))
        && Extensions.Contains(SecureFileName.Extension(SecureFileName.Of(name, "0")));

    /// <summary>Writes beside and renames, so that a stored file is a whole one. Throws <see cref="IOException"/> when the disk is full.</summary>
    public async Task<StoredUpload> Save(IFormFile file, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(file);
        System.IO.Directory.CreateDirectory(Directory);
        var id = Guid.NewGuid().ToString("N");
        var partial = PathOf(id) + PartialSuffix;
        using var digest = SHA256.Create();
        try
        {
            await using (var target = new FileStream(partial, FileMode.CreateNew))
            {
                await using (var hashed = new CryptoStream(target, digest, CryptoStreamMode.Write, leaveOpen: true))
                    await file.CopyToAsync(hashed, cancelled);
                target.Flush(flushToDisk: true);
            }
            File.Move(partial, PathOf(id));
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
        return new StoredUpload { Id = id, Name = SecureFileName.Of(file.FileName, id[..8]), Length = file.Length, Sha256 = Convert.ToHexStringLower(digest.Hash!) };
    }

    /// <summary>The path of a stored file; null for an id that is not one of ours.</summary>
    public string? Find(string? id) =>
        id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower) && PathOf(id) is var path && File.Exists(path) ? path : null;

    public void Delete(string id)
    {
        if (Find(id) is { } path) File.Delete(path);
    }

    /// <summary>Removes what writers that were killed have left, a day after.</summary>
    public void RemoveLeftovers(DateTimeOffset now)
    {
        if (!System.IO.Directory.Exists(Directory)) return;
        foreach (var path in System.IO.Directory.EnumerateFiles(Directory, "*" + PartialSuffix))
            if (File.GetLastWriteTimeUtc(path) < now.UtcDateTime.AddDays(-1))
                File.Delete(path);
    }

    const string PartialSuffix = ".part";

    string PathOf(string id) => Path.Combine(Directory, id);
}

/// <summary>A file in an <see cref="UploadSet"/>.</summary>
public sealed record StoredUpload
{
    /// <summary>32 hexadecimal digits; the name on the disk.</summary>
    public required string Id { get; init; }

    /// <summary>The client's name, cleaned; for display and download only.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Of what was written, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
