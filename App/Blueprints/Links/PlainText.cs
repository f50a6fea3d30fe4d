using System.Text;

namespace App.Blueprints.Links;

/// <summary>Cleans typed text for storage: valid Unicode, without control characters, trimmed.</summary>
public static class PlainText
{
    /// <summary>One line: every run of white space and control characters becomes one space.</summary>
    public static string Line(string? typed) => Squeezed(typed, keepLines: false);

    /// <summary>Several lines: line breaks become <c>\n</c>; control characters other than tabs are removed.</summary>
    public static string Lines(string? typed) => Squeezed(typed, keepLines: true);

    /// <summary>
    /// Trims a URL and removes its line breaks and tabs, which mail programs and terminals insert into long URLs.
    /// </summary>
    internal static string Unbroken(string? typed) =>
        Valid(typed ?? "").Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            .Replace("\t", "", StringComparison.Ordinal).Trim().Trim('\0', '\u200e', '\u200f', '\ufeff');

    internal static string WithoutSpaces(string address)
    {
        if (!address.Any(letter => letter == ' ' || char.IsControl(letter))) return address;
        var result = new StringBuilder(address.Length + 8);
        foreach (var letter in address)
            if (letter == ' ' || char.IsControl(letter)) result.Append(Uri.EscapeDataString(letter.ToString()));
            else result.Append(letter);
        return result.ToString();
    }

    static string Squeezed(string? typed, bool keepLines)
    {
        if (string.IsNullOrEmpty(typed)) return "";
        var text = Valid(typed);
        if (keepLines) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var result = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (keepLines && letter is '\n' or '\t')
                result.Append(letter);
            else if (keepLines ? !char.IsControl(letter) : !char.IsWhiteSpace(letter) && !char.IsControl(letter))
                result.Append(letter);
            else if (!keepLines && result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        return keepLines ? result.ToString().Trim() : result.ToString().TrimEnd();
    }

    // Replaces unpaired surrogates, which SQLite and Unicode normalization reject.
    static string Valid(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text;
    }
}
