using App.Patterns.Localization;

namespace App.Patterns.UrlProcessors;

/// <summary>URLs of this application that begin with a language.</summary>
public static class LanguageUrls
{
    /// <summary>
    /// The root of the pages of this request, <c>/base/de</c>: written before an address where tag helpers would cost
    /// too much.
    /// </summary>
    public static string PageRoot(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return $"{context.Request.PathBase}/{context.Language()}";
    }

    /// <summary>The address of this very request in another language, with its query.</summary>
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
