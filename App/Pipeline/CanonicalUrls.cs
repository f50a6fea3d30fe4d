using App.Patterns.Localization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace App.Pipeline;

/// <summary>
/// Redirects to the canonical URL of an endpoint (308, with the query): <c>/en/Links/</c> to <c>/en/links</c>. Literal
/// segments are written as in the route pattern. Only the language root ends with a slash.
/// </summary>
static class CanonicalUrls
{
    /// <summary>
    /// Redirects requests for pages and endpoints to the canonical URL when the requested URL differs from it. Register
    /// after routing.
    /// </summary>
    public static IApplicationBuilder UseCanonicalAddresses(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint() is RouteEndpoint endpoint && Leads(context, endpoint.RoutePattern)
                    ? Task.CompletedTask
                    : next(context)
        );

    /// <summary>
    /// Adds the redirect to endpoints that skip all middleware after routing, such as static files. The middleware of
    /// this class does not run for them.
    /// </summary>
    public static T WithCanonicalAddress<T>(this T endpoints) where T : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RequestDelegate: { } answer, RoutePattern: var pattern })
                endpoint.RequestDelegate = context => Leads(context, pattern) ? Task.CompletedTask : answer(context);
        });
        return endpoints;
    }

    static bool Leads(HttpContext context, RoutePattern pattern)
    {
        var asked = context.Request.Path.Value ?? "";
        var canonical = Canonical(pattern, asked);
        if (canonical == asked) return false;
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location =
            $"{context.Request.PathBase}{new PathString(canonical)}{context.Request.QueryString}";
        return true;
    }

    static string Canonical(RoutePattern pattern, string asked)
    {
        if (pattern.PathSegments.Count == 0 || pattern.Parameters.Any(parameter => parameter.IsCatchAll))
            return asked.Length == 0 ? "/" : asked;
        var segments = asked.Trim('/').Split('/');
        for (var i = 0; i < segments.Length && i < pattern.PathSegments.Count; i++)
            segments[i] = Written(pattern.PathSegments[i], segments[i]);
        var isLanguageAlone =
            pattern.PathSegments is [{ Parts: [RoutePatternParameterPart { Name: Languages.Parameter }] }];
        return $"/{string.Join('/', segments)}{(isLanguageAlone || pattern.RawText?.EndsWith('/') == true ? "/" : "")}";
    }

    // Returns the canonical form of a segment. In "links.{format}", only the literal prefix is normalized.
    static string Written(RoutePatternPathSegment segment, string asked)
    {
        if (segment.Parts is [RoutePatternLiteralPart whole])
            return whole.Content;
        if (
            segment.Parts[0] is RoutePatternLiteralPart first
            && asked.StartsWith(first.Content, StringComparison.OrdinalIgnoreCase)
        )
            return first.Content + asked[first.Content.Length..];
        return asked;
    }
}
