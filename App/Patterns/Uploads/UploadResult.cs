using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Uploads;

/// <summary>
/// Sends a stored upload back: type by extension, ranges, ETag and Last-Modified, never sniffed, never run as a page of
/// ours; a download unless it is an image or a PDF. Flask: Uploading Files (<c>send_from_directory</c>).
/// </summary>
public sealed class UploadResult(UploadSet set, string? id, string name) : IResult
{
    static readonly FileExtensionContentTypeProvider types = new();

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
                // A stored file never changes, so its id says it all.
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
