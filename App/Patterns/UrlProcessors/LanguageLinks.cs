using App.Patterns.Localization;

namespace App.Patterns.UrlProcessors;

/// <summary>The page of this request in one of the languages.</summary>
/// <param name="Code">Such as <c>de</c>.</param>
/// <param name="Name">What the language calls itself.</param>
/// <param name="Url">From the root of the host, with the query.</param>
/// <param name="IsCurrent">Whether it is the language of the request.</param>
public sealed record LanguageLink(string Code, string Name, string Url, bool IsCurrent);

public static class LanguageLinks
{
    /// <summary>The address of this request in every language, the default first; path and query stay.</summary>
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

    /// <summary>Whether this application has the page, which a part left out by a setting takes with it.</summary>
    public static bool Leads(this HttpContext context, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = new RouteValueDictionary { [Languages.Parameter] = context.Language() };
        return context.RequestServices.GetRequiredService<LinkGenerator>().GetPathByPage(page, null, values)
            is not null;
    }
}
