using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Favicon;

/// <summary>
/// Middleware that responds to GET and HEAD for the paths of the icons, with an ETag and without reading cookies.
/// </summary>
/// <remarks>OPTIONS gets 204, any other method 405. Flask documentation: Adding a favicon.</remarks>
/// <param name="next">The next middleware.</param>
/// <param name="icons">The icons, held in memory: at most a few kilobytes each.</param>
sealed class Favicon(RequestDelegate next, IReadOnlyList<Icon> icons)
{
    /// <summary>The path of the icon that browsers request by convention.</summary>
    public const string Address = "/favicon.ico";
    /// <summary>The media type of an ICO file.</summary>
    public const string ContentType = "image/vnd.microsoft.icon";

    /// <summary>Sends the icon of the request path, or calls the next middleware when no icon has this path.</summary>
    public Task Invoke(HttpContext context)
    {
        if (icons.FirstOrDefault(icon => context.Request.Path == icon.Path) is not { } icon) return next(context);
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = HttpMethods.IsOptions(request.Method)
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            return Task.CompletedTask;
        }
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Bytes(icon.Bytes, icon.ContentType, entityTag: icon.Tag).ExecuteAsync(context);
    }
}

/// <summary>A file that browsers request from a fixed path.</summary>
sealed record Icon(PathString Path, string ContentType, byte[] Bytes)
{
    public EntityTagHeaderValue Tag { get; } =
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 8))}\"");
}
