using App.Patterns.Localization;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Builds URLs of this application that begin with a language. Flask documentation: Using URL Processors.
/// </summary>
public static class LanguageUrls
{
    /// <summary>Returns the root of the pages in the language of the request, such as <c>/base/de</c>.</summary>
    /// <remarks>Use the returned path as the prefix of URLs where tag helpers are too slow.</remarks>
    /// <param name="context">The request.</param>
    /// <returns>The path without a trailing slash.</returns>
    public static string PageRoot(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return $"{context.Request.PathBase}/{context.Language()}";
    }

    /// <summary>Returns the URL of the current page in another language.</summary>
    /// <param name="context">The request.</param>
    /// <param name="code">The code of the language.</param>
    /// <returns>The path from the root of the host, with the query.</returns>
    public static string InLanguage(this HttpContext context, string code)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        var languages = context.RequestServices.GetRequiredService<Languages>();
        var path = request.Path.Value ?? "/";
        var rest =
            path.Split('/', 3) is ["", var first, .. var more] && languages.Speaks(first)
                ? string.Concat(more)
                : path.TrimStart('/');
        return $"{request.PathBase}{new PathString($"/{code}/{rest}")}{request.QueryString}";
    }
}
