using System.Globalization;
using System.Text;

namespace App.Blueprints.Links;

/// <summary>Cuts a text into words as the index does: runs of letters and digits, without case and accents.</summary>
static class Words
{
    /// <param name="Start">Where the word begins in the text.</param>
    /// <param name="End">Where it ends, exclusive.</param>
    /// <param name="Folded">Lower case, without accents.</param>
    public readonly record struct Word(int Start, int End, string Folded);

    public static List<Word> Of(string text)
    {
        List<Word> words = [];
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            // A text may have been cut in the middle of a character.
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var belongs = isWhole && (IsLetter(rune) || (start >= 0 && IsAccent(rune)));
            if (belongs && start < 0) start = i;
            if (!belongs && start >= 0)
            {
                words.Add(new(start, i, Fold(text[start..i])));
                start = -1;
            }
            i += isWhole ? rune.Utf16SequenceLength : 1;
        }
        if (start >= 0) words.Add(new(start, text.Length, Fold(text[start..])));
        return words;
    }

    static bool IsLetter(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    static bool IsAccent(Rune rune) => rune.Value is >= 0x300 and <= 0x36f;

    static string Fold(string word)
    {
        if (Ascii.IsValid(word)) return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (!IsAccent(rune)) folded.Append(Rune.ToLowerInvariant(rune).ToString());
        return folded.ToString();
    }
}
