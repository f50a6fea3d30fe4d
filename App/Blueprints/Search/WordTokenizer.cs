using System.Globalization;
using System.Text;

namespace App.Blueprints.Search;

/// <summary>
/// Splits a text into searchable words. A word is a run of letters and digits, a single Chinese, Japanese or Korean
/// character, or a sign. Signs are symbols such as emoji, <c>+</c> and <c>#</c> at the end of <c>c++</c> and
/// <c>c#</c>, and the dot at the start of <c>.net</c>.
/// </summary>
public static class WordTokenizer
{
    /// <summary>
    /// First character of the token of a sign. It is a private-use character, which the index treats as a letter.
    /// </summary>
    const char SignMark = '\ue000';

    /// <summary>
    /// Maximum number of signs (<c>+</c> or <c>#</c>) after a word, as in <c>c++</c>. More signs are decoration and are
    /// ignored.
    /// </summary>
    const int MaxSigns = 3;

    /// <param name="Start">Start position in the text.</param>
    /// <param name="End">End position in the text, exclusive.</param>
    /// <param name="Token">The token in the index: the letters themselves, or the code of a sign.</param>
    public readonly record struct Word(int Start, int End, string Token)
    {
        /// <summary>
        /// Whether longer words can begin with this word. False for signs and for Chinese, Japanese and Korean
        /// characters.
        /// </summary>
        public bool CanBePrefix => Token[0] != SignMark && !IsIdeograph(Rune.GetRuneAt(Token, 0));

        /// <summary>The token in lower case without accents. The index compares words in this form.</summary>
        public string Folded => Fold(Token);
    }

    public static List<Word> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Word> words = [];
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            // A text that was cut may end with half a surrogate pair.
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            var isAlone = isWhole && (IsIdeograph(rune) || IsSymbol(rune));
            if (isWhole && !isAlone && (IsLetter(rune) || (start >= 0 && IsAccent(rune))))
            {
                if (start < 0 && IsLeadingDot(text, i - 1)) words.Add(new(i - 1, i, NameOf(new('.'))));
                if (start < 0) start = i;
                i += length;
                continue;
            }
            var followsWord = start >= 0;
            if (followsWord) words.Add(new(start, i, text[start..i]));
            start = -1;
            if (isAlone)
                words.Add(new(i, i + length, IsSymbol(rune) || length > 1 ? NameOf(rune) : text[i].ToString()));
            else if (followsWord && TrailingSigns(text, i) is > 0 and var count)
            {
                for (var end = i + count; i < end; i++) words.Add(new(i, i + 1, NameOf(new(text[i]))));
                continue;
            }
            i += length;
        }
        if (start >= 0) words.Add(new(start, text.Length, text[start..]));
        return words;
    }

    // Counts the signs after a word, as in "c++", "f#" and "c++17". Signs before a letter do not count, as in "a+b" and
    // "page#top".
    static int TrailingSigns(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is '+' or '#')
            end++;
        var isInside =
            end < text.Length
            && Rune.TryGetRuneAt(text, end, out var next)
            && Rune.IsLetter(next)
            && !IsIdeograph(next);
        return isInside || end - at > MaxSigns ? 0 : end - at;
    }

    static bool IsLeadingDot(string text, int at)
    {
        if (at < 0 || text[at] != '.') return false;
        if (at == 0) return true;
        var before = text[at - 1];
        return before != '.'
            && !char.IsSurrogate(before)
            && (!IsLetter(new Rune(before)) || IsIdeograph(new Rune(before)))
            && !IsAccent(new Rune(before));
    }

    static string NameOf(Rune sign) => string.Create(CultureInfo.InvariantCulture, $"{SignMark}{sign.Value:x}");

    static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.PrivateUse;

    static bool IsAccent(Rune rune) => rune.Value is >= 0x300 and <= 0x36f;

    // Each character of these scripts is a separate token: Chinese and Japanese have no spaces between words, and
    // Korean adds endings to words.
    static bool IsIdeograph(Rune rune) =>
        rune.Value >= 0x1100
        && Rune.IsLetter(rune)
        && rune.Value
            is <= 0x11ff
                or (>= 0x3005 and <= 0x4dbf)
                or (>= 0x4e00 and <= 0x9fff)
                or (>= 0xac00 and <= 0xd7a3)
                or (>= 0xf900 and <= 0xfaff)
                or (>= 0xff66 and <= 0xff9f)
                or (>= 0x20000 and <= 0x3ffff);

    static bool IsSymbol(Rune rune) => rune.Value >= 0x2190 && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol;

    static string Fold(string word)
    {
        if (Ascii.IsValid(word)) return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (!IsAccent(rune)) folded.Append(Rune.ToLowerInvariant(rune).ToString());
        return folded.ToString();
    }
}
