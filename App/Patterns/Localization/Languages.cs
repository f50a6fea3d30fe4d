using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Localization;

/// <summary>The languages of an application. Flask documentation: Using URL Processors.</summary>
/// <param name="codes">Lower-case codes such as <c>de</c>, the default language first.</param>
public sealed class Languages(params string[] codes)
{
    /// <summary>The name of the language in route patterns and route values.</summary>
    public const string Parameter = "lang";

    static readonly FrozenDictionary<string, CultureInfo> withLatinSeparators =
        ((string[])["ar", "ckb", "fa", "ps", "ur"]).ToFrozenDictionary(
            code => code, code => WithLatinSeparators(CultureInfo.GetCultureInfo(code)), StringComparer.Ordinal);

    /// <summary>The name of the language cookie. Its value begins with the code of the language and a dot.</summary>
    public const string CookieName = "lang";

    /// <summary>The codes of the languages, the default language first.</summary>
    public IReadOnlyList<string> Codes { get; } = codes;

    /// <summary>The code of the default language.</summary>
    public string Default => Codes[0];

    /// <summary>
    /// Returns whether a code is one of the application's languages. The comparison is case-sensitive: <c>DE</c> is not
    /// <c>de</c>.
    /// </summary>
    /// <param name="code">The code; null is accepted.</param>
    /// <returns>True when the code is one of <see cref="Codes"/>.</returns>
    public bool Speaks(string? code) => code is not null && Codes.Contains(code, StringComparer.Ordinal);

    /// <summary>Returns the best language for an <c>Accept-Language</c> header.</summary>
    /// <param name="acceptLanguage">
    /// The value of the header. The region of a language tag such as <c>de-AT</c> is ignored.
    /// </param>
    /// <returns>The code; the default language when none matches or the header is invalid.</returns>
    public string Negotiate(StringValues acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wishes)) return Default;
        return wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Speaks) ?? Default;
    }

    /// <summary>Returns the name of a language in that language, with an upper-case first letter.</summary>
    /// <param name="code">The code of the language.</param>
    /// <returns>The name, such as <c>Deutsch</c>.</returns>
    /// <exception cref="CultureNotFoundException">The code is invalid.</exception>
    public static string NameOf(string code) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(CultureInfo.GetCultureInfo(code).NativeName);

    /// <summary>Returns the culture that formats numbers and dates in a language.</summary>
    /// <remarks>
    /// .NET writes the digits 0 to 9 in every culture. Languages in Arabic script therefore get the decimal and group
    /// separators that match these digits.
    /// </remarks>
    /// <param name="code">The code of the language.</param>
    /// <returns>The culture. It cannot be changed.</returns>
    /// <exception cref="CultureNotFoundException">The code is invalid.</exception>
    public static CultureInfo Culture(string code) =>
        withLatinSeparators.GetValueOrDefault(code) ?? CultureInfo.GetCultureInfo(code);

    static CultureInfo WithLatinSeparators(CultureInfo culture)
    {
        var copy = (CultureInfo)culture.Clone();
        var format = copy.NumberFormat;
        format.NumberDecimalSeparator = format.PercentDecimalSeparator = format.CurrencyDecimalSeparator = ".";
        format.NumberGroupSeparator = format.PercentGroupSeparator = format.CurrencyGroupSeparator = ",";
        format.PercentSymbol = "%";
        return CultureInfo.ReadOnly(copy);
    }

    /// <summary>
    /// Returns the language for a request whose route contains no language. Uses the first path segment, or else the
    /// cookie, or else the header <c>Accept-Language</c>.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>The code of the language.</returns>
    public string Guess(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Written(request) is { } segment)
            return segment;
        return request.Cookies[CookieName]?.Split('.')[0] is { } cookie && Speaks(cookie)
            ? cookie
            : Negotiate(request.Headers.AcceptLanguage);
    }

    /// <summary>
    /// Returns the first path segment when the segment is a language of the application; otherwise null.
    /// </summary>
    internal string? Written(HttpRequest request) =>
        request.Path.Value?.Split('/', 3) is ["", var segment, ..] && Speaks(segment) ? segment : null;

    /// <summary>Returns the text direction of a culture, for the attribute <c>dir</c>.</summary>
    /// <param name="culture">The culture.</param>
    /// <returns><c>rtl</c> or <c>ltr</c>.</returns>
    public static string DirectionOf(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
    }
}
