using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Localization;

/// <summary>
/// The languages an application speaks, best first: the first is the default. Flask: Using URL Processors.
/// </summary>
public sealed class Languages(params string[] codes)
{
    /// <summary>The name of the shared part of the address, in route patterns and values.</summary>
    public const string Parameter = "lang";

    public IReadOnlyList<string> Codes { get; } = codes;

    public string Default => Codes[0];

    /// <summary>Codes are lower case and compared exactly: <c>/DE/</c> is not <c>/de/</c>.</summary>
    public bool Speaks(string? code) => code is not null && Codes.Contains(code, StringComparer.Ordinal);

    /// <summary>The best language for an <c>Accept-Language</c> header; the default when none fits.</summary>
    public string Negotiate(StringValues acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wishes)) return Default;
        return wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Speaks) ?? Default;
    }

    /// <summary>What a language calls itself.</summary>
    public static string NameOf(string code) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(CultureInfo.GetCultureInfo(code).NativeName);

    /// <summary>
    /// The language for a request whose address names none that is routed: its first segment, the cookie, the browser.
    /// </summary>
    public string Guess(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Written(request) is { } segment)
            return segment;
        return LanguageCookie.Of(request) is { } cookie && Speaks(cookie)
            ? cookie
            : Negotiate(request.Headers.AcceptLanguage);
    }

    /// <summary>The first segment of the path, if it is one of the languages.</summary>
    internal string? Written(HttpRequest request) =>
        request.Path.Value?.Split('/', 3) is ["", var segment, ..] && Speaks(segment) ? segment : null;

    public static string DirectionOf(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
    }
}
