using System.Buffers;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Finds the end of a quoted HTML attribute value, even if a quotation mark inside the value is not escaped or the
/// closing mark is missing.
/// </summary>
static class AttributeQuotes
{
    /// <summary>Maximum number of characters examined after a quotation mark.</summary>
    public const int MaxAhead = 256;

    /// <summary>
    /// Whether a quotation mark inside a value closes the value. True if markup follows the mark. False if text with
    /// another quotation mark of the same kind follows it.
    /// </summary>
    /// <param name="after">The characters after the mark.</param>
    /// <param name="quote">The quotation mark.</param>
    public static bool Closes(ReadOnlySpan<char> after, char quote)
    {
        var isApart = false;
        while (!after.IsEmpty)
        {
            if (after[0] is '>' or '<') return true;
            if (IsBlank(after[0]))
            {
                isApart = true;
                after = after[1..];
                continue;
            }
            var word = WordOf(after);
            after = after[word.Length..];
            if (word.IsEmpty)
            {
                if (after[0] == quote) return false;
                after = after[1..];
                continue;
            }
            if (!after.IsEmpty && after[0] == quote) return false;
            if (after.TrimStart(MarkupBlanks) is ['=', .. var value])
            {
                var isAttribute = HtmlNames.Attribute(word) is not null || isApart && IsName(word);
                return isAttribute && !IsUnquotedWith(value.TrimStart(MarkupBlanks), quote);
            }
        }
        return true;
    }

    /// <summary>
    /// Finds the end of a value whose closing quotation mark is missing, as in <c>HREF="https://example.org/
    /// TAGS="a"</c>. In this example, the opening mark of TAGS seems to close HREF. Returns -1 if no mark is missing.
    /// </summary>
    /// <param name="value">The text from the opening mark to the next mark: the value, if no mark is missing.</param>
    /// <param name="after">The characters after the second mark.</param>
    /// <param name="name">The name of the attribute that the second mark opens, such as TAGS.</param>
    public static int MissedEnd(ReadOnlySpan<char> value, ReadOnlySpan<char> after, out ReadOnlySpan<char> name)
    {
        name = default;
        if (after.IsEmpty || after[0] == '>' || IsBlank(after[0])) return -1;
        if (value.TrimEnd(MarkupBlanks) is not [.. var start, '=']) return -1;
        start = start.TrimEnd(MarkupBlanks);
        var blank = start.LastIndexOfAny(blanks);
        if (blank < 0 || !IsName(start[(blank + 1)..])) return -1;
        name = start[(blank + 1)..];
        return start[..blank].TrimEnd(MarkupBlanks).Length;
    }

    const string MarkupBlanks = " \t\r\n\f\0";

    static readonly SearchValues<char> blanks = SearchValues.Create(MarkupBlanks);
    static readonly SearchValues<char> wordEnds = SearchValues.Create(MarkupBlanks + "/=<>\"'");
    static readonly SearchValues<char> unquotedEnds = SearchValues.Create(MarkupBlanks + ">");

    static bool IsBlank(char character) => character == '/' || MarkupBlanks.Contains(character);

    static ReadOnlySpan<char> WordOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(wordEnds);
        return end < 0 ? text : text[..end];
    }

    static bool IsName(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || !char.IsAsciiLetter(word[0])) return false;
        foreach (var character in word)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or ':' or '.')) return false;
        return true;
    }

    static bool IsUnquotedWith(ReadOnlySpan<char> value, char quote)
    {
        if (value.IsEmpty || value[0] is '"' or '\'') return false;
        var end = value.IndexOfAny(unquotedEnds);
        return (end < 0 ? value : value[..end]).Contains(quote);
    }
}
