using App.Patterns.Localization;

namespace App.Patterns.UrlProcessors.Links;

/// <summary>A link to the current page in one language.</summary>
/// <param name="Code">The code of the language, such as <c>de</c>.</param>
/// <param name="Name">The name of the language in that language.</param>
/// <param name="Url">The path from the root of the host, with the query.</param>
/// <param name="IsCurrent">Whether <c>Code</c> is the language of the request.</param>
public sealed record LanguageLink(string Code, string Name, string Url, bool IsCurrent);

/// <summary>Creates links to the current page in every language. Flask documentation: Using URL Processors.</summary>
public static class LanguageLinks
{
    /// <summary>Returns a link to the current page in every language, with the same path and query.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The links, the default language first.</returns>
    public static IEnumerable<LanguageLink> InEveryLanguage(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var languages = context.RequestServices.GetRequiredService<Languages>();
        return languages.Codes.Select(code => new LanguageLink(
            code,
            Languages.NameOf(code),
            context.InLanguage(code),
            code == context.Language()
        ));
    }

    /// <summary>
    /// Returns whether the application has a page. Use this method before you link to a page that a setting can remove.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="page">The path of the page below the root of the pages, such as <c>/Handbook/Index</c>.</param>
    /// <returns>True when a URL can be generated for the page.</returns>
    public static bool Leads(this HttpContext context, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = new RouteValueDictionary { [Languages.Parameter] = context.Language() };
        return context.RequestServices.GetRequiredService<LinkGenerator>().GetPathByPage(page, null, values)
            is not null;
    }
}
