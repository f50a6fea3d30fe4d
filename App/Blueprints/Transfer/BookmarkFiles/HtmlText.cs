using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;
using App.Blueprints.Shared;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Cleans text of a bookmark file: decodes entities, converts line breaks to LF, and removes control characters and
/// lone surrogates. Decodes only entities that end in a semicolon, because URLs contain text such as <c>&amp;copy=</c>.
/// </summary>
static class HtmlText
{
    const int LongestEntity = 40;

    // Characters that can need cleaning: entities, control characters, surrogates and byte order marks.
    static readonly SearchValues<char> changing = SearchValues.Create([
        .. Enumerable
            .Range(0, char.MaxValue + 1)
            .Select(code => (char)code)
            .Where(character =>
                character is '&' or '\uFEFF' or '\uFFFE' or '\uFFFF'
                || char.IsControl(character)
                || char.IsSurrogate(character)
            ),
    ]);

    /// <summary>Returns one line. Every run of white space becomes one space.</summary>
    public static string Line(ReadOnlySpan<char> raw) => Decode(raw, CollapseBlanks);

    /// <summary>Cleans a text of several lines: preserves its line breaks and trims white space at both ends.</summary>
    public static string Lines(ReadOnlySpan<char> raw) => Decode(raw, static text => text.Length);

    /// <summary>Cleans a URL: removes line breaks and tabs inside it, as browsers do.</summary>
    public static string Address(ReadOnlySpan<char> raw) => Decode(raw, RemoveBreaks);

    /// <summary>
    /// Cuts a text to a number of code points without splitting a character. Also returns whether it was cut.
    /// </summary>
    public static (string Text, bool WasCut) Cut(string text, int limit)
    {
        var kept = CodePoints.Cut(text, limit);
        return kept.Length == text.Length ? (text, false) : (kept.TrimEnd(), true);
    }

    // Decodes entities and cleans the text in a rented buffer. The buffer has the length of the raw text, because
    // decoding never makes a text longer.
    static string Decode(ReadOnlySpan<char> raw, Func<Span<char>, int> shape)
    {
        if (!raw.ContainsAny(changing) && !raw.Contains("  ", StringComparison.Ordinal)) return raw.Trim().ToString();
        var rented = ArrayPool<char>.Shared.Rent(raw.Length);
        var text = rented.AsSpan(0, DecodeEntities(raw, rented));
        text = text[..Clean(text)];
        text = text[..shape(text)];
        var kept = text.Trim().ToString();
        ArrayPool<char>.Shared.Return(rented);
        return kept;
    }

    static int DecodeEntities(ReadOnlySpan<char> raw, Span<char> text)
    {
        var length = 0;
        while (!raw.IsEmpty)
        {
            var ampersand = raw.IndexOf('&');
            var plain = ampersand < 0 ? raw : raw[..ampersand];
            plain.CopyTo(text[length..]);
            length += plain.Length;
            raw = raw[plain.Length..];
            if (raw.IsEmpty) break;

            var semicolon = raw[..Math.Min(raw.Length, LongestEntity)].IndexOf(';');
            var symbol = semicolon < 2 ? null : Symbol(raw[1..semicolon]);
            if (symbol is null || symbol.Length > semicolon + 1)
            {
                text[length++] = '&';
                raw = raw[1..];
                continue;
            }
            symbol.CopyTo(text[length..]);
            length += symbol.Length;
            raw = raw[(semicolon + 1)..];
        }
        return length;
    }

    static string? Symbol(ReadOnlySpan<char> name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" or "#39" or "#x27" => "'",
        ['#', 'x' or 'X', .. var digits] => Numbered(digits, NumberStyles.AllowHexSpecifier),
        ['#', .. var digits] => Numbered(digits, NumberStyles.None),
        _ => HtmlEntityProvider.Resolver.GetSymbol($"{name};"),
    };

    static string? Numbered(ReadOnlySpan<char> digits, NumberStyles style)
    {
        if (!uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var number)) return null;
        // Old programs wrote windows-1252 bytes as character numbers, and every browser decodes them that way.
        if (number is >= 0x80 and < 0xA0)
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)number]);
        return Rune.IsValid(number) ? new Rune(number).ToString() : "";
    }

    static int Clean(Span<char> text)
    {
        var (length, openBreak) = (0, '\0');
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character is '\r' or '\n')
            {
                var isSecondHalf = openBreak != '\0' && openBreak != character;
                openBreak = isSecondHalf ? '\0' : character;
                if (!isSecondHalf) text[length++] = '\n';
                continue;
            }
            openBreak = '\0';
            if (
                character < ' ' && character != '\t'
                || character is >= '\x7F' and < '\xA0' or '\uFEFF' or '\uFFFE' or '\uFFFF'
            )
                continue;
            if (!char.IsSurrogate(character))
            {
                text[length++] = character;
            }
            else if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                text[length++] = character;
                text[length++] = text[++index];
            }
        }
        return length;
    }

    static int CollapseBlanks(Span<char> text)
    {
        var length = 0;
        foreach (var character in text)
        {
            if (character is not (' ' or '\t' or '\n')) text[length++] = character;
            else if (length > 0 && text[length - 1] != ' ') text[length++] = ' ';
        }
        return length;
    }

    static int RemoveBreaks(Span<char> text)
    {
        var length = 0;
        foreach (var character in text)
        {
            if (character is not ('\t' or '\n')) text[length++] = character;
        }
        return length;
    }
}
