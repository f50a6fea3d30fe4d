using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Patterns.Uploads;

/// <summary>
/// A named kind of upload: which extensions, how many bytes, where to. Stored under a generated id, never under the
/// client's name. Flask: Uploading Files, Improving Uploads. As metadata of an endpoint it also sets the limit of the
/// request.
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

    /// <summary>
    /// Whether the name has a dot and what stands after the last one is allowed, both as sent and as cleaned.
    /// </summary>
    public bool Accepts(string? name) =>
        name is not null && name.Contains('.') && Extensions.Contains(SecureFileName.Extension(name))
        && Extensions.Contains(SecureFileName.Extension(SecureFileName.Of(name, "0")));

    /// <summary>Checks name, length and first bytes of an uploaded file.</summary>
    /// <param name="file">A file of a form.</param>
    /// <returns>Why the set does not accept the file.</returns>
    public UploadProblem Check(IFormFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var content = file.OpenReadStream();
        return Check(file.FileName, content);
    }

    /// <summary>Checks a stored file, which may have come without a form.</summary>
    /// <param name="file">A file of this set.</param>
    /// <param name="sentName">The name that the client sent.</param>
    /// <returns>Why the set does not accept the file.</returns>
    /// <exception cref="FileNotFoundException">The file is not in this set.</exception>
    public UploadProblem Check(StoredUpload file, string? sentName)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var content = File.OpenRead(PathOf(file.Id));
        return Check(sentName, content);
    }

    UploadProblem Check(string? name, Stream content)
    {
        if (!Accepts(name)) return UploadProblem.Extension;
        if (content.Length > MaxBytes) return UploadProblem.Length;
        var head = new byte[FileContent.HeadBytes];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var fits = FileContent.Fits(SecureFileName.Extension(name), head.AsSpan(0, read));
        return fits ? UploadProblem.None : UploadProblem.Content;
    }

    /// <summary>Stores a file of a form; see <see cref="Save(Stream, string, CancellationToken)"/>.</summary>
    public async Task<StoredUpload> Save(IFormFile file, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var content = file.OpenReadStream();
        return await Save(content, file.FileName, cancelled);
    }

    /// <summary>Writes to a temporary file and renames it, so that a partial file is never visible.</summary>
    /// <param name="content">The bytes of the file, such as the body of a request.</param>
    /// <param name="name">The name that the client sent.</param>
    /// <param name="cancelled">Stops writing and removes the temporary file.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public async Task<StoredUpload> Save(Stream content, string? name, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(content);
        System.IO.Directory.CreateDirectory(Directory);
        var id = Guid.NewGuid().ToString("N");
        var partial = PathOf(id) + PartialSuffix;
        using var digest = SHA256.Create();
        long length;
        try
        {
            await using (var target = new FileStream(partial, FileMode.CreateNew))
            {
                await using (var hashed = new CryptoStream(target, digest, CryptoStreamMode.Write, leaveOpen: true))
                    await content.CopyToAsync(hashed, cancelled);
                length = target.Length;
                target.Flush(flushToDisk: true);
            }
            File.Move(partial, PathOf(id));
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
        return new StoredUpload
        {
            Id = id,
            Name = SecureFileName.Of(name, id[..8]),
            Length = length,
            Sha256 = Convert.ToHexStringLower(digest.Hash!),
        };
    }

    /// <summary>The path of a stored file; null for an id that is not one of ours.</summary>
    public string? Find(string? id) =>
        id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower) && PathOf(id) is var path && File.Exists(path)
            ? path
            : null;

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
