using App.Patterns.Localization.Texts;
using FsCheck;
using FsCheck.Fluent;

namespace App.Tests.Patterns.Localization;

public sealed class BidiTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u202egpj.exe", "\u2068\u202egpj.exe\u202c\u2069")]
    [InlineData("\u202ea\u202c", "\u2068\u202ea\u202c\u2069")]
    [InlineData("a\u202c\u2069b", "\u2068ab\u2069")]
    [InlineData("\u2067\u202ba\u2069b", "\u2068\u2067\u202ba\u202c\u2069b\u2069")]
    [InlineData("\u202a\u2066a", "\u2068\u202a\u2066a\u2069\u202c\u2069")]
    public void Unbalanced_bidi_controls_are_isolated_and_other_text_is_unchanged(string text, string isolated) =>
        Assert.Equal(isolated, BidiText.Isolated(text));

    [Fact]
    public void Every_text_is_balanced_and_keeps_its_letters() =>
        Prop.ForAll(
                Gen.Elements(
                        'a',
                        '\u05d0',
                        '\u202a',
                        '\u202b',
                        '\u202c',
                        '\u202d',
                        '\u202e',
                        '\u2066',
                        '\u2067',
                        '\u2068',
                        '\u2069'
                    )
                    .ListOf()
                    .Select(letters => new string([.. letters]))
                    .ToArbitrary(),
                text =>
                {
                    var balanced = BidiText.Balanced(text);
                    return IsBalanced(balanced)
                        && Letters(balanced) == Letters(text)
                        && BidiText.Balanced(balanced) == balanced;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    static string Letters(string text) => string.Concat(text.Where(letter => letter is 'a' or '\u05d0'));

    static bool IsBalanced(string text)
    {
        Stack<char> open = [];
        foreach (var letter in text)
            if (letter is '\u202a' or '\u202b' or '\u202d' or '\u202e') open.Push('\u202c');
            else if (letter is '\u2066' or '\u2067' or '\u2068') open.Push('\u2069');
            else if (letter is '\u202c' or '\u2069' && (open.Count == 0 || open.Pop() != letter)) return false;
        return open.Count == 0;
    }
}
