using System.Text.RegularExpressions;
using App.Patterns.Localization;
using App.Patterns.Localization.Texts;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Architecture;

public sealed partial class CatalogueTests
{
    static readonly string[] languages = ["en", "de", "fr", "ar"];
    static readonly string[] forms = ["zero", "one", "two", "few", "many", "other"];

    readonly Catalogues catalogues = new(typeof(LibraryApp).Assembly, new Languages(languages));

    [Fact]
    public void Every_text_exists_in_every_language()
    {
        foreach (var language in languages)
            Assert.Empty(
                Bases("en")
                    .Except(Bases(language))
                    .Concat(Bases(language).Except(Bases("en")))
                    .Select(key => $"{language}: {key}")
            );
    }

    [Fact]
    public void Every_counted_text_has_the_plural_forms_of_its_language()
    {
        var wanted = new Dictionary<string, string[]>
        {
            ["en"] = ["one", "other"],
            ["de"] = ["one", "other"],
            ["fr"] = ["one", "other"],
            ["ar"] = forms,
        };
        foreach (var language in languages)
            foreach (var counted in Counted(language))
                Assert.Empty(
                    wanted[language]
                        .Where(form => !catalogues.Texts(language).ContainsKey($"{counted}.{form}"))
                        .Select(form => $"{language}: {counted}.{form}")
                );
        foreach (var language in languages)
            Assert.Equal(Counted("en").Order(StringComparer.Ordinal), Counted(language).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_text_has_the_same_placeholders_in_every_language()
    {
        foreach (var language in languages)
            foreach (var key in Bases("en"))
                Assert.True(
                    Places("en", key).SetEquals(Places(language, key)),
                    $"{language}: {key} has other places than in en"
                );
    }

    [Fact]
    public void No_text_is_empty_or_untranslated()
    {
        foreach (var language in languages)
            Assert.Empty(
                catalogues
                    .Texts(language)
                    .Where(text => string.IsNullOrWhiteSpace(text.Value))
                    .Select(text => $"{language}: {text.Key}")
            );
        // A translation with more than three spaces must differ from the English text. Shorter texts are excepted: they
        // can be names, which are the same in every language.
        foreach (var language in languages[1..])
            Assert.Empty(
                catalogues
                    .Texts(language)
                    .Where(text =>
                        text.Value.Count(' '.Equals) > 3
                        && catalogues.Texts("en").GetValueOrDefault(text.Key) == text.Value
                    )
                    .Select(text => $"{language}: {text.Key}")
            );
    }

    [Fact]
    public void Every_text_is_used_and_every_used_text_exists()
    {
        var written = Source
            .Files("*.cs", "*.cshtml")
            .SelectMany(file => Literal().Matches(file.Text).Select(match => match.Groups["key"].Value))
            .ToHashSet();
        Assert.Empty(Bases("en").Where(key => !written.Contains(key)).Select(key => $"not used: {key}"));
        var rooms = Bases("en").Select(key => key.Split('.')[0]).ToHashSet();
        var asked = Source
            .Files("*.cs", "*.cshtml")
            .SelectMany(file =>
                Asked().Matches(file.Text).Select(match => (file.Name, Key: match.Groups["key"].Value))
            );
        Assert.Empty(
            asked.Where(one => !Bases("en").Contains(one.Key)).Select(one => $"missing: {one.Key} in {one.Name}")
        );
        Assert.Empty(
            written
                .Where(key => rooms.Contains(key.Split('.')[0]) && TextKey().IsMatch(key) && !Bases("en").Contains(key))
                .Select(key => $"missing: {key}")
        );
    }

    [Fact]
    public void A_catalogue_is_flat_sorted_and_has_one_text_per_line()
    {
        foreach (var language in languages)
        {
            var lines = File.ReadAllLines(Source.Path($"App/Locales/{language}.json"));
            Assert.Equal(["{", "}"], [lines[0], lines[^1]]);
            var keys = lines[1..^1].Select(line => Line().Match(line).Groups["key"].Value).ToList();
            Assert.DoesNotContain("", keys);
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
            Assert.Equal(keys.Distinct(), keys);
        }
    }

    HashSet<string> Bases(string language) =>
        [.. catalogues.Texts(language).Keys.Select(key => IsForm(language, key) ? Stem(key) : key)];

    HashSet<string> Counted(string language) =>
        [.. catalogues.Texts(language).Keys.Where(key => IsForm(language, key)).Select(Stem)];

    HashSet<string> Places(string language, string key) =>
        [
            .. catalogues
                .Texts(language)
                .Where(text => text.Key == key || (IsForm(language, text.Key) && Stem(text.Key) == key))
                .SelectMany(text => Place().Matches(text.Value).Select(match => match.Groups["number"].Value)),
        ];

    // Returns whether the key of a text is a plural form, for example "links.few". Its last part must be a plural
    // category, and the form for one ("links.one") must exist too.
    bool IsForm(string language, string key) =>
        forms.Contains(key[(key.LastIndexOf('.') + 1)..]) && catalogues.Texts(language).ContainsKey($"{Stem(key)}.one");

    static string Stem(string key) => key[..Math.Max(0, key.LastIndexOf('.'))];

    [GeneratedRegex("""
        "(?<key>[a-z][a-z_-]*(\.[a-zA-Z0-9_-]+)+)"
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    [GeneratedRegex("""
        \b(T|texts|localizer|Texts)\["(?<key>[^"]+)"
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    // Matches any string except a file name. "site.css" looks like the key of a translated text but is a file name.
    [GeneratedRegex(@"^(?!.*\.(html|json|jsonl|csv|css|js|db|svg|sql|cs|cshtml)$)")]
    private static partial Regex TextKey();

    [GeneratedRegex(@"\{(?<number>\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("""
        ^[ ]{2}"(?<key>[^"]+)":[ ]"([^"\\]|\\.)*",?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
