namespace App.Pipeline;

/// <summary>
/// Requires a prefix before every path; other paths are 404. The platform's middleware removes the prefix after the
/// request, so error pages that are rendered outside of it would have wrong links.
/// </summary>
static class RootPath
{
    /// <param name="outside">Paths that are served without the prefix, because clients request them at the root of the
    /// host.</param>
    public static void UseRootPath(this IApplicationBuilder app, PathString root, params string[] outside)
    {
        if (!root.HasValue) return;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase, out var asked, out var rest))
            {
                if (outside.Contains(request.Path.Value)) return next(context);
                // The error page needs the prefix for its links.
                request.PathBase += root;
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
            if (asked.Value != root.Value) return Lead(context, $"{request.PathBase}{root}{rest}{request.QueryString}");
            (request.PathBase, request.Path) = (request.PathBase + root, rest);
            return next(context);
        });
    }

    static Task Lead(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
