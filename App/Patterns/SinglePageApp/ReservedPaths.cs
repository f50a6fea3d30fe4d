using App.Patterns.MethodOverrides;
using Microsoft.AspNetCore.Routing.Patterns;

namespace App.Patterns.SinglePageApp;

/// <summary>
/// Middleware that prevents the fallback route from responding to paths below reserved prefixes and to missing files.
/// </summary>
/// <remarks>
/// Below a reserved prefix, requests reach only endpoints whose route begins with that literal prefix. Other paths get
/// 404, other methods 405, and errors are problem JSON. A path whose last segment has a dot counts as a file. A missing
/// file gets 404, because a browser would run the fallback page as a script. Requires the code folder
/// <c>MethodOverrides</c>. Flask documentation: Single-Page Applications (there the catch-all route returns the page
/// for unknown API paths and missing files too).
/// </remarks>
sealed class ReservedPaths(
    RequestDelegate next,
    EndpointDataSource endpoints,
    ParameterPolicyFactory policies,
    PathString[] prefixes
)
{
    readonly AllowedMethods allowed = new(endpoints, policies);

    public async Task Invoke(HttpContext context)
    {
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        if (Prefix(context.Request.Path) is { } prefix)
            await Reserved(context, prefix, endpoint);
        else if (
            IsFile(context.Request.Path)
            && (context.GetEndpoint() is null || AllowedMethods.IsMethodRefused(context) || IsFallback(endpoint))
        )
            Refuse(context, other => !IsFallback(other));
        else
            await next(context);
    }

    async Task Reserved(HttpContext context, PathString prefix, RouteEndpoint? endpoint)
    {
        if (IsBelow(endpoint, prefix))
            await next(context);
        else
            Refuse(context, other => IsBelow(other, prefix));
        if (
            context.Response is
            { HasStarted: false, StatusCode: >= 400 and var status, ContentLength: null or 0, ContentType: null or "" }
        )
            await Results.Problem(statusCode: status).ExecuteAsync(context);
    }

    void Refuse(HttpContext context, Func<RouteEndpoint, bool> among)
    {
        var methods = allowed.At(context, among);
        context.Response.StatusCode = methods.Count == 0 ? StatusCodes.Status404NotFound
            : HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent
            // The path accepts this method, so routing must have refused the content type.
            : methods.Contains(context.Request.Method) ? StatusCodes.Status415UnsupportedMediaType
            : StatusCodes.Status405MethodNotAllowed;
        if (methods.Count > 0) context.Response.Headers.Allow = string.Join(", ", methods);
    }

    PathString? Prefix(PathString path)
    {
        foreach (var prefix in prefixes)
            if (path.StartsWithSegments(prefix)) return prefix;
        return null;
    }

    static bool IsFile(PathString path) =>
        path.Value?.LastIndexOf('/') is { } slash
        && path.Value.IndexOf('.', slash + 1) is var dot
        && dot >= 0
        && dot < path.Value.Length - 1;

    // Whether the endpoint is a fallback route: its priority is the lowest, or its pattern is only a catch-all segment.
    static bool IsFallback(RouteEndpoint? endpoint) =>
        endpoint is not null
        && (
            endpoint.Order == int.MaxValue
            || (
                endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)
                && endpoint.RoutePattern.PathSegments.Count == 1
            )
        );

    static bool IsBelow(RouteEndpoint? endpoint, PathString prefix)
    {
        if (endpoint is null || endpoint.Order == int.MaxValue) return false;
        var names = prefix.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = endpoint.RoutePattern.PathSegments;
        return segments.Count >= names.Length
            && names
                .Zip(segments)
                .All(pair =>
                    pair.Second.Parts is [RoutePatternLiteralPart literal]
                    && string.Equals(literal.Content, pair.First, StringComparison.OrdinalIgnoreCase)
                );
    }
}
