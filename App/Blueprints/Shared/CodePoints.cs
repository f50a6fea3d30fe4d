namespace App.Blueprints.Shared;

/// <summary>Measures text in Unicode code points; <see cref="string.Length"/> counts most emoji as two.</summary>
static class CodePoints
{
    /// <summary>Counts the code points of a text.</summary>
    /// <param name="text">The text; an unpaired surrogate counts as one code point.</param>
    /// <returns>The number of code points.</returns>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        return count;
    }

    /// <summary>Whether the text has more than <paramref name="max"/> code points.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The maximum number of code points.</param>
    /// <returns>
    /// True when the text is too long. The code points are counted only if the text has more than
    /// <paramref name="max"/> code units.
    /// </returns>
    public static bool Exceed(ReadOnlySpan<char> text, int max) => text.Length > max && Count(text) > max;

    /// <summary>Returns the first <paramref name="max"/> code points of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The maximum number of code points.</param>
    /// <returns>The beginning of the text, or the text itself when it is not longer.</returns>
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
