using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace App.Patterns.Localization;

/// <summary>
/// The texts of each language, from <c>locales/{code}.json</c> embedded in an assembly: one flat object of keys and
/// texts with
/// <c>{0}</c> places. A text that counts has forms <c>key.one</c>, <c>key.few</c> … chosen by <see
/// cref="PluralForms"/>.
/// </summary>
/// <param name="known">Another application's of the same assembly, whose texts are used in place of reading them
/// again.</param>
public sealed class Catalogues(Assembly assembly, Languages languages, Catalogues? known = null)
    : IStringLocalizerFactory,
        IStringLocalizer
{
    readonly Dictionary<string, Dictionary<string, string>> texts = languages.Codes.ToDictionary(
        code => code,
        code => known?.texts.GetValueOrDefault(code) ?? Read(assembly, code)
    );

    public IReadOnlyDictionary<string, string> Texts(string language) => texts[language];

    public LocalizedString this[string name] =>
        Find(name) is { } text ? new(name, text) : new(name, name, resourceNotFound: true);

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

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Current.Select(text => new LocalizedString(text.Key, text.Value));

    public IStringLocalizer Create(Type resourceSource) => this;

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

    // A title or a name in the sentence must not turn the rest of the sentence.
    static object Isolated(object argument) => argument is string text ? BidiText.Isolated(text) : argument;

    static Dictionary<string, string> Read(Assembly assembly, string code)
    {
        using var stream = assembly.GetManifestResourceStream($"locales/{code}.json")
            ?? throw new InvalidOperationException($"The catalogue locales/{code}.json is missing.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}

/// <summary>
/// The plural categories of Unicode's CLDR for whole numbers, for the languages that have other than one and other.
/// </summary>
public static class PluralForms
{
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
