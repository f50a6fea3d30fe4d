using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Localization.Texts;

/// <summary>
/// The localized texts of an application. They are read from the files <c>locales/{code}.json</c> that are embedded in
/// an assembly. Each file is a flat JSON object of keys and format strings.
/// </summary>
/// <remarks>
/// A text that contains a number has one key for each plural form, such as <c>key.one</c> and <c>key.few</c>.
/// <see cref="PluralForms"/> selects the form for the first argument. Flask documentation: Using URL Processors.
/// </remarks>
/// <param name="assembly">
/// The assembly with the embedded files. The constructor throws <see cref="InvalidOperationException"/> when a file is
/// missing.
/// </param>
/// <param name="languages">The languages of the application.</param>
/// <param name="known">
/// The catalogues of another application that uses the same assembly. They are used instead of reading the files again.
/// Null means that the files are read.
/// </param>
public sealed class Catalogues(Assembly assembly, Languages languages, Catalogues? known = null)
    : IStringLocalizerFactory,
        IStringLocalizer
{
    readonly Dictionary<string, Dictionary<string, string>> texts = languages.Codes.ToDictionary(
        code => code,
        code => known?.texts.GetValueOrDefault(code) ?? Read(assembly, code)
    );

    /// <summary>Returns all texts of one language.</summary>
    /// <param name="language">A code of the application's languages.</param>
    /// <returns>The texts by key.</returns>
    /// <exception cref="KeyNotFoundException">The application does not have this language.</exception>
    public IReadOnlyDictionary<string, string> Texts(string language) => texts[language];

    /// <summary>Returns a text in the current UI culture, or the key itself when the text is missing.</summary>
    /// <param name="name">The key.</param>
    public LocalizedString this[string name] =>
        Find(name) is { } text ? new(name, text) : new(name, name, resourceNotFound: true);

    /// <summary>
    /// Returns a formatted text in the current UI culture, or the key itself when the text is missing.
    /// </summary>
    /// <param name="name">The key, without the suffix of a plural form.</param>
    /// <param name="arguments">
    /// The values of the placeholders. The first value selects the plural form. Values that are texts are isolated with
    /// <see cref="BidiText"/>.
    /// </param>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(arguments);
            var text = Find(name) ?? (arguments.Length > 0 ? FindCounted(name, arguments[0]) : null);
            return text is null
                ? new(name, name, resourceNotFound: true)
                : new(name, string.Format(CultureInfo.CurrentCulture, text, Array.ConvertAll(arguments, Isolated)));
        }
    }

    /// <inheritdoc />
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Current.Select(text => new LocalizedString(text.Key, text.Value));

    /// <summary>Returns this object: all types share one catalogue.</summary>
    /// <param name="resourceSource">Not used.</param>
    /// <returns>This object.</returns>
    public IStringLocalizer Create(Type resourceSource) => this;

    /// <summary>Returns this object: all types share one catalogue.</summary>
    /// <param name="baseName">Not used.</param>
    /// <param name="location">Not used.</param>
    /// <returns>This object.</returns>
    public IStringLocalizer Create(string baseName, string location) => this;

    Dictionary<string, string> Current =>
        texts.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var found)
            ? found
            : texts[languages.Default];

    string? Find(string key) => Current.GetValueOrDefault(key);

    string? FindCounted(string key, object count) =>
        count is IConvertible number
            ? Find(
                $"{key}.{PluralForms.Of(CultureInfo.CurrentUICulture, number.ToInt64(CultureInfo.InvariantCulture))}"
            ) ?? Find($"{key}.other")
            : null;

    // Isolates a text that is inserted into a sentence, so that it does not change the direction of the sentence.
    static object Isolated(object argument) => argument is string text ? BidiText.Isolated(text) : argument;

    static Dictionary<string, string> Read(Assembly assembly, string code)
    {
        using var stream = assembly.GetManifestResourceStream($"locales/{code}.json")
            ?? throw new InvalidOperationException($"The catalogue locales/{code}.json is missing.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}

/// <summary>
/// Selects the Unicode CLDR plural category of a whole number. Arabic and French have their own rules. All other
/// languages use <c>one</c> and <c>other</c>.
/// </summary>
public static class PluralForms
{
    /// <summary>Returns the plural category of a number.</summary>
    /// <param name="culture">The culture, of which only the language matters.</param>
    /// <param name="count">The number; its sign is ignored.</param>
    /// <returns><c>zero</c>, <c>one</c>, <c>two</c>, <c>few</c>, <c>many</c> or <c>other</c>.</returns>
    public static string Of(CultureInfo culture, long count)
    {
        ArgumentNullException.ThrowIfNull(culture);
        var n = Math.Abs(count);
        return culture.TwoLetterISOLanguageName switch
        {
            "ar" => n switch
            {
                0 => "zero",
                1 => "one",
                2 => "two",
                _ when n % 100 is >= 3 and <= 10 => "few",
                _ when n % 100 >= 11 => "many",
                _ => "other",
            },
            "fr" => n is 0 or 1 ? "one" : n % 1_000_000 == 0 ? "many" : "other",
            _ => n == 1 ? "one" : "other",
        };
    }
}
