using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Favicon;

/// <summary>
/// Answers one path with an icon in memory: GET and HEAD, conditionally, without cookie or sign-in. Any other method is
/// refused with 405. Flask: Adding a favicon.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="icons">The icons, kept in memory: at most a few kilobytes each.</param>
sealed class Favicon(RequestDelegate next, IReadOnlyList<Icon> icons)
{
    public const string Address = "/favicon.ico";
    public const string ContentType = "image/vnd.microsoft.icon";

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

/// <summary>A file that browsers ask for at a fixed path.</summary>
sealed record Icon(PathString Path, string ContentType, byte[] Bytes)
{
    public EntityTagHeaderValue Tag { get; } =
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 8))}\"");
}
