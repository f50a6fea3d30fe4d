namespace App.Patterns.Forms;

/// <summary>Lengths in Unicode code points, where <see cref="string.Length"/> counts an emoji as two.</summary>
public static class CodePoints
{
    /// <summary>The number of code points; half of a surrogate pair counts as one.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        return count;
    }

    /// <summary>
    /// Whether the text has more than <paramref name="max"/> code points. Does not count a text that cannot have as
    /// many.
    /// </summary>
    public static bool Exceed(ReadOnlySpan<char> text, int max) => text.Length > max && Count(text) > max;

    /// <summary>The first <paramref name="max"/> code points; the text itself when it has no more.</summary>
    public static string Cut(string text, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= max) return text;
        var end = 0;
        for (var count = 0; count < max && end < text.Length; count++)
            end +=
                char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]) ? 2 : 1;
        return text[..end];
    }
}
