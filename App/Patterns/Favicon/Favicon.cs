using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Favicon;

/// <summary>
/// Answers <c>/favicon.ico</c>, where browsers look whatever a page says, with the icon itself: GET and HEAD, conditionally, without cookie or
/// sign-in; any other method is refused with 405. Flask: Adding a favicon.
/// </summary>
/// <param name="next">What answers every other address.</param>
/// <param name="icon">An ICO file, kept in memory: at most a few kilobytes.</param>
sealed class Favicon(RequestDelegate next, byte[] icon)
{
    public const string Address = "/favicon.ico";
    const string ContentType = "image/vnd.microsoft.icon";

    readonly EntityTagHeaderValue tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(icon).AsSpan(0, 8))}\"");

    public Task Invoke(HttpContext context)
    {
        if (context.Request.Path != Address) return next(context);
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = HttpMethods.IsOptions(request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            return Task.CompletedTask;
        }
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Bytes(icon, ContentType, entityTag: tag).ExecuteAsync(context);
    }
}
