using System.Buffers;
using System.Text;

namespace App.Patterns.Localization;

/// <summary>
/// Keeps the direction controls of one text from turning the text around it, where no element isolates it: in the title
/// of a page, in an attribute, in a sentence. Texts without such controls come back unchanged. See Unicode Standard
/// Annex 9, sections 2.1 to 2.4.
/// </summary>
public static class BidiText
{
    const char PopFormatting = '\u202c';
    const char FirstStrongIsolate = '\u2068';
    const char PopIsolate = '\u2069';

    static readonly SearchValues<char> controls = SearchValues.Create(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    );

    /// <summary>Whether the text holds embeddings, overrides or isolates, or what ends one.</summary>
    public static bool HasControls(ReadOnlySpan<char> text) => text.ContainsAny(controls);

    /// <summary>The text with every control closed, and without what would close a control outside it.</summary>
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
                // An embedding does not end outside the isolate in which it began.
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

    /// <summary>The text between marks that keep its direction apart from that of the sentence around it.</summary>
    public static string Isolated(string text) =>
        HasControls(text) ? $"{FirstStrongIsolate}{Balanced(text)}{PopIsolate}" : text;
}
