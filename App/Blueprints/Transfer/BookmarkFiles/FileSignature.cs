
namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Recognises files that cannot be bookmark files, such as PDF files and images, by the beginning of the file.
/// </summary>
static class FileSignature
{
    static readonly string[] addressColumns = ["url", "urls", "uri", "link", "links", "href", "address", "website"];

    public static BookmarkFileProblem Recognise(ReadOnlySpan<byte> head, ReadOnlySpan<char> text)
    {
        if (head.StartsWith("%PDF-"u8)) return BookmarkFileProblem.Pdf;
        if (IsImage(head)) return BookmarkFileProblem.Image;
        if (IsArchive(head)) return BookmarkFileProblem.Archive;
        if (head.StartsWith("SQLite format 3\0"u8)) return BookmarkFileProblem.Database;
        if (head.StartsWith("bplist"u8) || head.StartsWith("mozLz4"u8)) return BookmarkFileProblem.Binary;

        // Markup may contain a few NUL characters. A file with more than 10 % of them, or without markup, is binary.
        if (text.Count('\0') > text.Length / 10 || !text.Contains('<') && text.Contains('\0'))
            return BookmarkFileProblem.Binary;

        var start = text.TrimStart(" \t\r\n\f\0\uFEFF");
        return start switch
        {
            [] => BookmarkFileProblem.Empty,
            ['{', ..] => BookmarkFileProblem.Json,
            ['[', ..] when start[1..].TrimStart() is ['{' or '[' or '"' or ']' or (>= '0' and <= '9'), ..] =>
                BookmarkFileProblem.Json,
            ['<', ..] => BookmarkFileProblem.None,
            _ when IsTable(start) => BookmarkFileProblem.Csv,
            _ when !HasMarkup(start) => BookmarkFileProblem.PlainText,
            _ => BookmarkFileProblem.None,
        };
    }

    // Whether the file is a CSV table of links: its first line has a column name such as "url", or begins with a URL.
    static bool IsTable(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        var separator = line.IndexOfAny(",;\t");
        if (separator < 0) return false;
        var isFirst = true;
        foreach (var range in line.SplitAny(',', ';', '\t'))
        {
            var field = line[range].Trim(" \"");
            if (addressColumns.Contains(field.ToString().ToLowerInvariant())) return true;
            if (isFirst && IsWebAddress(field)) return true;
            isFirst = false;
        }
        return false;
    }

    static bool IsWebAddress(ReadOnlySpan<char> text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    static bool HasMarkup(ReadOnlySpan<char> text)
    {
        for (int index; (index = text.IndexOf('<')) >= 0; text = text[(index + 1)..])
        {
            var markup = text[index..];
            if (HtmlNames.IsLinkStart(markup) || markup.Length > 1 && HtmlNames.IsKnownTag(markup[1..])) return true;
        }
        return false;
    }

    static bool IsImage(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] || head.StartsWith("GIF8"u8)
        || head.StartsWith("RIFF"u8) || head is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..];

    static bool IsArchive(ReadOnlySpan<byte> head) =>
        head
            is [(byte)'P', (byte)'K', 3, 4, ..]
                or [0x1F, 0x8B, ..]
                or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]
                or [0x28, 0xB5, 0x2F, 0xFD, ..]
                or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..]
        || head.StartsWith("Rar!"u8)
        || head.StartsWith("BZh"u8);
}
