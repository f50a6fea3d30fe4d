using System.Globalization;

namespace App.Patterns.Localization;

/// <summary>The language of a request, and whether its URL names it.</summary>
sealed record RequestLanguage(string Code, bool IsInAddress);

/// <summary>Reads the language of a request and makes it the current culture.</summary>
public static class RequestLanguageExtensions
{
    /// <summary>The language of this request: from its address, else the best guess.</summary>
    public static string Language(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<RequestLanguage>()?.Code
            ?? context.RequestServices.GetRequiredService<Languages>().Guess(context.Request);
    }

    /// <summary>Makes the language of the request the culture of what runs from here on.</summary>
    public static void UseLanguage(this HttpContext context, bool isMachine = false)
    {
        var culture = CultureInfo.GetCultureInfo(context.Language());
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.CurrentCulture = isMachine ? CultureInfo.InvariantCulture : culture;
    }
}
