using System.Buffers;
using System.Text;

namespace App.Patterns.Localization.Texts;

/// <summary>
/// Prevents the Unicode direction controls of a text from changing the direction of the text around it.
/// </summary>
/// <remarks>
/// Use this class where no HTML element isolates the text: in a title, an attribute or a sentence. Texts without
/// controls are returned unchanged. See Unicode Standard Annex 9, sections 2.1 to 2.4.
/// </remarks>
public static class BidiText
{
    const char PopFormatting = '\u202c';
    const char FirstStrongIsolate = '\u2068';
    const char PopIsolate = '\u2069';

    static readonly SearchValues<char> controls = SearchValues.Create(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    );

    /// <summary>Whether the text contains direction controls: embeddings, overrides, isolates or their ends.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True when there is at least one control.</returns>
    public static bool HasControls(ReadOnlySpan<char> text) => text.ContainsAny(controls);

    /// <summary>
    /// Balances direction controls: adds the missing end of each control that is still open, and removes each end that
    /// has no start in the text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The balanced text.</returns>
    public static string Balanced(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!HasControls(text)) return text;
        var result = new StringBuilder(text.Length + 4);
        Stack<char> open = [];
        foreach (var letter in text)
        {
            if (letter is PopFormatting or PopIsolate)
            {
                // The end of an isolate also ends the embeddings that began inside it.
                if (letter == PopIsolate && open.Contains(PopIsolate))
                    while (open.Peek() != PopIsolate)
                        result.Append(open.Pop());
                if (open.Count == 0 || open.Peek() != letter) continue;
                open.Pop();
            }
            else if (controls.Contains(letter))
                open.Push(letter is >= '\u2066' and <= '\u2068' ? PopIsolate : PopFormatting);
            result.Append(letter);
        }
        foreach (var end in open) result.Append(end);
        return result.ToString();
    }

    /// <summary>
    /// Balances the text and encloses it in an isolate, so that it does not change the direction of the sentence around
    /// it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The isolated text.</returns>
    public static string Isolated(string text) =>
        HasControls(text) ? $"{FirstStrongIsolate}{Balanced(text)}{PopIsolate}" : text;
}
