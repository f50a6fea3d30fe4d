using App.Patterns.Localization;
using App.Patterns.Localization.Cookies;

namespace App.Patterns.UrlProcessors.Cookies;

/// <summary>Maps the root of the pages. Flask documentation: Using URL Processors.</summary>
public static class LanguageRoot
{
    /// <summary>
    /// Maps <c>/</c> to a redirect to the language of the cookie, else of <c>Accept-Language</c>, and sets the cookie.
    /// </summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapLanguageRoot(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language, Cookie";
            context.Response.Headers.CacheControl = "no-store";
            context.RememberLanguage(context.Language());
            return Results.Redirect($"{context.PageRoot()}/{context.Request.QueryString}");
        });
}
