using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Uploads;

/// <summary>Sends a stored upload, with the content type of its extension, ranges, ETag and Last-Modified.</summary>
/// <remarks>
/// The browser never guesses the type and never runs the file as a page of this site. PDF files and images other than
/// SVG are shown; other files are downloaded. Responds 404 when the file is missing. Flask documentation: Uploading
/// Files (<c>send_from_directory</c>).
/// </remarks>
/// <param name="set">The set that stored the file.</param>
/// <param name="id">The id of the file; null gives 404.</param>
/// <param name="name">The name of the download; its extension sets the content type.</param>
public sealed class UploadResult(UploadSet set, string? id, string name) : IResult
{
    static readonly FileExtensionContentTypeProvider types = new();

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (set.Find(id) is not { } path) return Results.NotFound().ExecuteAsync(httpContext);
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var headers = httpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-cache";
        var inline =
            type == "application/pdf"
            || (type.StartsWith("image/", StringComparison.Ordinal) && type != "image/svg+xml");
        if (inline)
            headers.ContentDisposition = Disposition("inline");
        return Results
            .File(
                path,
                type,
                fileDownloadName: inline ? null : name,
                lastModified: File.GetLastWriteTimeUtc(path),
                // A stored file never changes, so its id is the ETag.
                entityTag: new EntityTagHeaderValue($"\"{id}\""),
                enableRangeProcessing: true
            )
            .ExecuteAsync(httpContext);
    }

    string Disposition(string kind)
    {
        var header = new ContentDispositionHeaderValue(kind);
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
