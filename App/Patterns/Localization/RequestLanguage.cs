using System.Globalization;

namespace App.Patterns.Localization;

/// <summary>The language of a request, and whether the URL contains it.</summary>
sealed record RequestLanguage(string Code, bool IsInUrl);

/// <summary>
/// Reads the language of a request and sets the current culture. Flask documentation: Using URL Processors.
/// </summary>
public static class RequestLanguageExtensions
{
    /// <summary>
    /// Returns the language of the request: from the URL, or else from <see cref="Languages.Guess"/>.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <returns>The code of the language.</returns>
    public static string Language(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<RequestLanguage>()?.Code
            ?? context.RequestServices.GetRequiredService<Languages>().Guess(context.Request);
    }

    /// <summary>
    /// Sets the current culture to the language of the request, for the code that runs after this call in the same
    /// asynchronous flow.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="isMachine">
    /// Whether to format numbers and dates with the invariant culture. Use true for responses that programs read.
    /// </param>
    public static void UseLanguage(this HttpContext context, bool isMachine = false)
    {
        var culture = Languages.Culture(context.Language());
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.CurrentCulture = isMachine ? CultureInfo.InvariantCulture : culture;
    }
}
