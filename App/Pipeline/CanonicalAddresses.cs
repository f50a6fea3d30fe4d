using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Routing.Patterns;

namespace App.Pipeline;

/// <summary>
/// One address for each page: routing takes <c>/en/Links/</c> for <c>/en/links</c>, this leads there (308, the query kept). Lower case
/// as the pattern is written, no slash at the end but behind the language alone.
/// </summary>
static class CanonicalAddresses
{
    /// <summary>Stands after routing.</summary>
    public static IApplicationBuilder UseCanonicalAddresses(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.RoutePattern.GetParameter(Languages.Parameter) is null) return next(context);
        var asked = context.Request.Path.Value ?? "";
        var canonical = Canonical(endpoint.RoutePattern, asked);
        if (canonical == asked) return next(context);
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"{context.Request.PathBase}{new PathString(canonical)}{context.Request.QueryString}";
        return Task.CompletedTask;
    });

    static string Canonical(RoutePattern pattern, string asked)
    {
        var segments = asked.Trim('/').Split('/');
        for (var i = 0; i < segments.Length && i < pattern.PathSegments.Count; i++)
            if (pattern.PathSegments[i].Parts is [RoutePatternLiteralPart literal])
                segments[i] = literal.Content;
        return pattern.PathSegments.Count == 1 && pattern.PathSegments[0].Parts is [RoutePatternParameterPart]
            ? $"/{segments[0]}/"
            : $"/{string.Join('/', segments)}";
    }
}
