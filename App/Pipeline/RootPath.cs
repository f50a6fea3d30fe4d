namespace App.Pipeline;

/// <summary>
/// The prefix below which the whole application stands. The platform's own takes the prefix back when the request returns, so that a page
/// about an error, drawn outside of it, would have links without it.
/// </summary>
static class RootPath
{
    public static void UseRootPath(this IApplicationBuilder app, PathString root)
    {
        if (!root.HasValue) return;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase, out var asked, out var rest)) return next(context);
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
