using App.Blueprints;
using App.Patterns.Localization;
using App.Pipeline;

namespace App.Mounts;

/// <summary>
/// Responds with an error page when a shelf (a separate library at <c>/~name</c>) is suspended or missing, or when the
/// host is unknown.
/// </summary>
static class ShelfErrors
{
    public static Task Suspended(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "3600";
        return Draw(
            context,
            new(
                StatusCodes.Status503ServiceUnavailable,
                "shelves.suspended.title",
                "shelves.suspended.text",
                IsPlain: true
            )
        );
    }

    public static Task NotFound(HttpContext context) =>
        Draw(
            context,
            new(StatusCodes.Status404NotFound, "shelves.missing.title", "shelves.missing.text", IsPlain: true)
        );

    public static Task Foreign(HttpContext context) =>
        Draw(
            context,
            new(StatusCodes.Status421MisdirectedRequest, "shelves.foreign.title", "shelves.foreign.text", IsPlain: true)
        );

    static Task Draw(HttpContext context, ErrorPage page)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.UseLanguage();
        return ErrorPages.Draw(context, "/Blueprints/Error.cshtml", page);
    }
}
