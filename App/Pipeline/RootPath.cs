namespace App.Pipeline;

/// <summary>
/// Moves a required prefix from the path to the path base; responds 404 to a path without the prefix. The path base is
/// not reset after the request, because the links of error pages need it. ASP.NET Core's middleware would reset it.
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
                // Sets the path base even though the request has no prefix, because the links of the error page need
                // it.
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
