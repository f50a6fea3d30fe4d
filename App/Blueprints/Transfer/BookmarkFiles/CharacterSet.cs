using System.Buffers;
using System.Text;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Detects the encoding of a file from its first bytes: from the byte order mark, else from a META charset that fits
/// the bytes, else UTF-8. In UTF-8, invalid bytes are read as windows-1252, so that one invalid byte does not change
/// how the rest of the file is read.
/// </summary>
static class CharacterSet
{
    const int DeclarationRange = 4096;

    static readonly SearchValues<char> nameEnds = SearchValues.Create(" \t\r\n\"';/");

    public static (Encoding Encoding, int Preamble) Detect(ReadOnlySpan<byte> head)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..]) return (Utf8Or(Windows1252()), 3);
        if (head is [0xFF, 0xFE, 0, 0, ..]) return (Encoding.UTF32, 4);
        if (head is [0xFF, 0xFE, ..]) return (Encoding.Unicode, 2);
        if (head is [0xFE, 0xFF, ..]) return (Encoding.BigEndianUnicode, 2);
        if (head is [not 0, 0, not 0, 0, ..]) return (Encoding.Unicode, 0);
        if (head is [0, not 0, 0, not 0, ..]) return (Encoding.BigEndianUnicode, 0);

        // Code page 65001 is UTF-8, the default. The others are UTF-16 and UTF-32. A declaration of these is wrong,
        // because a declaration in single bytes cannot be read in a UTF-16 or UTF-32 file.
        if (Declared(head) is not { } declared || declared.CodePage is 65001 or 1200 or 1201 or 12000 or 12001)
            return (Utf8Or(Windows1252()), 0);
        return (IsUtf8(head, out var isAscii), isAscii, declared.IsSingleByte) switch
        {
            (false, _, _) => (declared, 0),
            (true, true, false) => (declared, 0),
            (true, _, true) => (Utf8Or(declared), 0),
            _ => (Utf8Or(Windows1252()), 0),
        };
    }

    static Encoding Windows1252() => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    static Encoding Utf8Or(Encoding other) =>
        Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new OtherEncodingFallback(other));

    static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, DeclarationRange)]);
        for (var from = 0; ;)
        {
            var meta = text.IndexOf("<meta", from, StringComparison.OrdinalIgnoreCase);
            if (meta < 0) return null;
            var end = text.IndexOf('>', meta);
            if (end < 0) end = text.Length;
            var charset = text.IndexOf("charset", meta, end - meta, StringComparison.OrdinalIgnoreCase);
            if (charset >= 0) return Named(text.AsSpan(charset + "charset".Length, end - charset - "charset".Length));
            from = end;
        }
    }

    static Encoding? Named(ReadOnlySpan<char> value)
    {
        value = value.TrimStart();
        if (value is not ['=', ..]) return null;
        value = value[1..].TrimStart(" \t\r\n\"'");
        var end = value.IndexOfAny(nameEnds);
        var name = (end < 0 ? value : value[..end]).ToString();
        // Browsers read iso-8859-1 and us-ascii as windows-1252, and programs that declare them write windows-1252.
        if (
            name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase)
            || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
        )
            return Windows1252();
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static bool IsUtf8(ReadOnlySpan<byte> head, out bool isAscii)
    {
        isAscii = Ascii.IsValid(head);
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out _, out var length);
            if (status == OperationStatus.NeedMoreData) return true;
            if (status != OperationStatus.Done) return false;
            head = head[length..];
        }
        return true;
    }

    sealed class OtherEncodingFallback(Encoding other) : DecoderFallback
    {
        public override int MaxCharCount => 3;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new FallbackText(other);
    }

    sealed class FallbackText(Encoding other) : DecoderFallbackBuffer
    {
        string text = "";
        int position;

        public override int Remaining => text.Length - position;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (text, position) = (other.GetString(bytesUnknown), 0);
            return text.Length > 0;
        }

        public override char GetNextChar() => position < text.Length ? text[position++] : '\0';

        public override bool MovePrevious()
        {
            if (position == 0) return false;
            position--;
            return true;
        }

        public override void Reset() => (text, position) = ("", 0);
    }
}
