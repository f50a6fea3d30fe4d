using App.Blueprints.Search;
using FsCheck;
using FsCheck.Fluent;

namespace App.Tests.Blueprints.Search;

/// <summary>Tests rules that must hold for every search text, with generated texts.</summary>
public sealed class SearchPropertyTests
{
    static readonly string[] pieces =
    [
        "a",
        "word",
        "and",
        "OR",
        "not",
        "-",
        "--",
        "(",
        ")",
        "()",
        "\"",
        "'",
        "\\",
        "\"a b\"",
        "'c d'*",
        "#",
        "#tag",
        "#\"t u\"",
        "!",
        "!unread",
        "!x",
        "in:title",
        "in:note,url",
        "in:x",
        "is:read",
        "is:nothing",
        "title:",
        "title:x",
        "url:\"y z\"",
        "note:(",
        "site:a.example",
        "tag:'",
        "before:2024",
        "after:2024-02-30",
        "before:",
        "https://a.example/(b)#c",
        "http://)",
        "*",
        "w*",
        "c++",
        "c#",
        ".net",
        "don't",
        ":",
        ",",
        " ",
        "  ",
        "\t",
        "\n",
        "\0",
        "中文",
        "한국",
        "カ",
        "🎉",
        "👩‍👩‍👧",
        "\ud83d",
        "\udc00",
        "\u200f",
        "é",
        "e\u0301",
        "\ue000",
        "0",
        "٣",
        "ß",
        "İ",
    ];

    static readonly Func<Arbitrary<string>> texts = () =>
        Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>().Where(text => text is not null),
                Gen.Choose(0, 25)
                    .SelectMany(count => Gen.Elements(pieces).ListOf(count))
                    .Select(chosen => string.Concat(chosen)),
                Gen.Choose(0, 25)
                    .SelectMany(count => Gen.Elements(pieces).ListOf(count))
                    .Select(chosen => string.Join(' ', chosen))
            )
            .ToArbitrary();

    [Fact]
    public void Every_text_can_be_parsed_and_a_problem_is_a_part_of_it() => Check(text =>
    {
        var search = SearchQuery.Parse(text);
        var (before, broken, after) = search.Problem?.Cut(text) ?? ("", "", "");
        return search.Text == text && (search.Problem is null || before + broken + after == text);
    });

    [Fact]
    public void Parsing_and_formatting_a_search_is_idempotent() => Check(text =>
    {
        var search = SearchQuery.Parse(text);
        if (search.Problem is not null) return true;
        var written = search.Expression?.ToString() ?? "";
        var again = SearchQuery.Parse(written);
        return again.Problem is null && (again.Expression?.ToString() ?? "") == written;
    });

    [Fact]
    public void Highlighting_preserves_the_text() =>
        Check(text =>
        {
            using var writer = new StringWriter();
            new Highlighter(SearchQuery.Parse(text))
                .Mark(text, SearchFields.Title)
                .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            var marked = writer
                .ToString()
                .Replace("<mark>", "", StringComparison.Ordinal)
                .Replace("</mark>", "", StringComparison.Ordinal);
            return !marked.Contains('<', StringComparison.Ordinal)
                && marked == System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
        });

    [Fact]
    public void Words_have_ascending_positions_in_their_text() =>
        Check(text =>
        {
            var end = 0;
            foreach (var word in WordTokenizer.Of(text))
            {
                if (word.Start < end || word.End <= word.Start || word.End > text.Length || word.Token.Length == 0)
                    return false;
                end = word.End;
            }
            return true;
        });

    [Fact]
    public void Index_tokens_contain_the_words_of_the_text() =>
        Check(text =>
            WordTokenizer
                .Of(FtsTokens.Of(text))
                .Select(word => word.Token)
                .SequenceEqual(WordTokenizer.Of(text).Select(word => word.Token))
        );

    static void Check(Func<string, bool> holds) =>
        Prop.ForAll(texts(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
}
