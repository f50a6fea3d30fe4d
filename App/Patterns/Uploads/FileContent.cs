using System.Collections.Frozen;

namespace App.Patterns.Uploads;

/// <summary>
/// Compares the first bytes of a file with its extension. Flask documentation: Uploading Files (which checks only the
/// name).
/// </summary>
public static class FileContent
{
    /// <summary>The number of bytes from the beginning that are compared.</summary>
    public const int HeadBytes = 1024;

    static readonly FrozenSet<string> text = FrozenSet.Create(
        "txt",
        "md",
        "html",
        "htm",
        "xhtml",
        "xml",
        "opml",
        "json",
        "jsonl",
        "csv",
        "tsv",
        "css",
        "js",
        "svg",
        "yaml",
        "yml",
        "log"
    );

    static readonly string[] binary = ["png", "jpg", "gif", "webp", "avif", "pdf", "zip", "gz", "7z", "tif", "wav"];

    /// <summary>Whether a file with this extension can begin with these bytes.</summary>
    /// <remarks>
    /// Compares the signature of the type. For text types it checks that the bytes are text. Any content is accepted
    /// for an unknown extension.
    /// </remarks>
    /// <param name="extension">The extension in lower case, without the dot.</param>
    /// <param name="head">The first <see cref="HeadBytes"/> bytes, or all of a shorter file.</param>
    /// <returns>True when the content fits.</returns>
    public static bool Fits(string extension, ReadOnlySpan<byte> head) =>
        text.Contains(extension) ? IsText(head) : HasSignature(extension, head) ?? true;

    static bool? HasSignature(string extension, ReadOnlySpan<byte> head) => extension switch
    {
        "png" => head is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..],
        "jpg" or "jpeg" => head is [0xFF, 0xD8, 0xFF, ..],
        "gif" => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        "webp" => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8),
        "avif" or "heic" or "mp4" or "m4a" => head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8),
        "bmp" => head.StartsWith("BM"u8),
        "ico" => head is [0, 0, 1, 0, ..],
        "tif" or "tiff" => head is [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..],
        "pdf" => head.IndexOf("%PDF-"u8) >= 0,
        "zip" or "epub" or "docx" or "xlsx" or "pptx" or "odt" or "ods" or "odp" =>
            head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..],
        "gz" or "tgz" => head is [0x1F, 0x8B, ..],
        "7z" => head is [(byte)'7', (byte)'z', 0xBC, 0xAF, ..],
        "mp3" => head.StartsWith("ID3"u8) || head is [0xFF, >= 0xE0, ..],
        "wav" => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WAVE"u8),
        _ => null,
    };

    // Whether a file is text: it has no signature of a binary file, and at most a tenth of its bytes are zero. UTF-16
    // text may have more zero bytes, but all of them are at even positions, or all at odd positions.
    static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var type in binary)
            if (type == "pdf" ? head.StartsWith("%PDF-"u8) : HasSignature(type, head) == true) return false;
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..]) return true;
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }
        return even + odd <= head.Length / 10 || even == 0 || odd == 0;
    }
}
