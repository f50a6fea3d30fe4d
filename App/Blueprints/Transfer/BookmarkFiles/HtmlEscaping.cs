using System.Buffers;
using System.Text;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Writes text into markup as UTF-8. Escapes with the five entities that every reader of bookmark files knows.
/// </summary>
static class HtmlEscaping
{
    static readonly SearchValues<char> special = SearchValues.Create(
        [.. "&<>\"'", .. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t'])]);

    public static void Raw(this IBufferWriter<byte> output, ReadOnlySpan<byte> markup) => output.Write(markup);

    /// <summary>Writes text content; line breaks are not escaped.</summary>
    public static void Text(this IBufferWriter<byte> output, ReadOnlySpan<char> text) => Escape(output, text, "\n"u8);

    /// <summary>
    /// Writes an attribute value. Line breaks are written as entities, because some readers parse line by line.
    /// </summary>
    public static void Attribute(this IBufferWriter<byte> output, ReadOnlySpan<char> text) =>
        Escape(output, text, "&#10;"u8);

    static void Escape(IBufferWriter<byte> output, ReadOnlySpan<char> text, ReadOnlySpan<byte> lineBreak)
    {
        for (int index; (index = text.IndexOfAny(special)) >= 0; text = text[(index + 1)..])
        {
            Encoding.UTF8.GetBytes(text[..index], output);
            output.Write(text[index] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\'' => "&#39;"u8,
                '\n' => lineBreak,
                '\r' when index + 1 == text.Length || text[index + 1] != '\n' => lineBreak,
                _ => [],
            });
        }
        Encoding.UTF8.GetBytes(text, output);
    }
}
