using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Patterns.Uploads;

/// <summary>A named kind of upload: its extensions, its maximum length and its folder.</summary>
/// <remarks>
/// Files are stored under a generated id, never under the client's name. An endpoint with this object in its metadata
/// also limits the length of the request. Flask documentation: Uploading Files, Improving Uploads.
/// </remarks>
public sealed class UploadSet : IRequestSizeLimitMetadata
{
    // The maximum size of the boundaries and part headers of a form with one file, in bytes.
    const long FormOverhead = 64 * 1024;

    /// <summary>The name of the set, which is also the key of its keyed service.</summary>
    public required string Name { get; init; }

    /// <summary>The allowed extensions, in lower case and without the dot.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>The maximum length of a file in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The absolute path of the folder; created by the first upload.</summary>
    public required string Directory { get; init; }

    long? IRequestSizeLimitMetadata.MaxRequestBodySize => MaxBytes + FormOverhead;

    /// <summary>Whether a file name has an allowed extension, both as sent and in its safe form.</summary>
    /// <param name="name">The name that the client sent; null is never accepted.</param>
    /// <returns>True when the extension is allowed.</returns>
    public bool Accepts(string? name) =>
        name is not null && name.Contains('.') && Extensions.Contains(SecureFileName.Extension(name))
        && Extensions.Contains(SecureFileName.Extension(SecureFileName.Of(name, "0")));

    /// <summary>Checks the name, the length and the first bytes of an uploaded file.</summary>
    /// <param name="file">A file of a form.</param>
    /// <returns>Why the set rejects the file; <see cref="UploadProblem.None"/> when it accepts it.</returns>
    public UploadProblem Check(IFormFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var content = file.OpenReadStream();
        return Check(file.FileName, content);
    }

    /// <summary>Checks a stored file. Use it for a file that was sent as the request body, without a form.</summary>
    /// <param name="file">A file of this set.</param>
    /// <param name="sentName">The name that the client sent.</param>
    /// <returns>Why the set rejects the file; <see cref="UploadProblem.None"/> when it accepts it.</returns>
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
    /// <param name="file">A file of a form, after <see cref="Check(IFormFile)"/>.</param>
    /// <param name="cancelled">Stops writing and deletes the temporary file.</param>
    /// <returns>The stored file.</returns>
    /// <exception cref="IOException">The disk is full.</exception>
    public async Task<StoredUpload> Save(IFormFile file, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var content = file.OpenReadStream();
        return await Save(content, file.FileName, cancelled);
    }

    /// <summary>Writes to a temporary file and renames it, so that a partial file is never visible.</summary>
    /// <param name="content">The bytes of the file, such as the body of a request.</param>
    /// <param name="name">The name that the client sent.</param>
    /// <param name="cancelled">Stops writing and deletes the temporary file.</param>
    /// <returns>The stored file.</returns>
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

    /// <summary>Returns the path of a stored file.</summary>
    /// <param name="id">The id of the file; null is accepted.</param>
    /// <returns>The path; null when the id is invalid or the file is missing.</returns>
    public string? Find(string? id) =>
        id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower) && PathOf(id) is var path && File.Exists(path)
            ? path
            : null;

    /// <summary>Deletes a stored file, if it exists.</summary>
    /// <param name="id">The id of the file.</param>
    public void Delete(string id)
    {
        if (Find(id) is { } path) File.Delete(path);
    }

    /// <summary>
    /// Deletes temporary files that are older than a day. Processes that were killed leave such files.
    /// </summary>
    /// <param name="now">The current time.</param>
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

/// <summary>A stored file of an <see cref="UploadSet"/>.</summary>
public sealed record StoredUpload
{
    /// <summary>The id, 32 hexadecimal digits; also the name on disk.</summary>
    public required string Id { get; init; }

    /// <summary>The safe form of the client's name, only for display and download.</summary>
    public required string Name { get; init; }

    /// <summary>The length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The SHA-256 hash of the content, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
