using App.Patterns.Localization;
using App.Patterns.Localization.Cookies;

namespace App.Patterns.UrlProcessors.Cookies;

/// <summary>
/// Maps the URL <c>/</c> to the pages in the visitor's language. Flask documentation: Using URL Processors.
/// </summary>
public static class LanguageRoot
{
    /// <summary>
    /// Maps <c>/</c> to a redirect to the root of a language. Uses the language of the cookie, or else of
    /// <c>Accept-Language</c>. Also sets the cookie.
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
