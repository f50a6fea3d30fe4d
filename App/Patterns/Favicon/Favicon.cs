using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Favicon;

/// <summary>
/// Answers one path with an icon in memory: GET and HEAD, conditionally, without cookie or sign-in. Any other method is refused with 405.
/// Flask: Adding a favicon.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="icon">The file, at most a few kilobytes.</param>
/// <param name="path">The path of the icon; browsers request <see cref="Address"/> whatever a page says.</param>
/// <param name="type">The media type.</param>
sealed class Favicon(RequestDelegate next, byte[] icon, string path = Favicon.Address, string type = Favicon.ContentType)
{
    public const string Address = "/favicon.ico";
    public const string ContentType = "image/vnd.microsoft.icon";

    readonly EntityTagHeaderValue tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(icon).AsSpan(0, 8))}\"");

    public Task Invoke(HttpContext context)
    {
        if (context.Request.Path != path) return next(context);
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = HttpMethods.IsOptions(request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            return Task.CompletedTask;
        }
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Bytes(icon, type, entityTag: tag).ExecuteAsync(context);
    }
}
