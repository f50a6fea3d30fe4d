using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace App.Patterns.Favicon;

/// <summary>
/// An icon with one white letter on a coloured square, as an SVG file and as an ICO file of 16 and 32 pixels.
/// </summary>
/// <remarks>
/// The SVG shows any letter. The ICO shows only Latin letters and digits, from a built-in bitmap font. Flask
/// documentation: Adding a favicon.
/// </remarks>
public sealed class LetterIcon
{
    /// <summary>The path of the SVG file below the root of the application.</summary>
    public const string SvgPath = "/icon.svg";

    const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    const int GlyphWidth = 5;
    const int GlyphHeight = 7;

    // Each character is 5 by 7 pixels: one base-32 digit for each row, whose highest bit is the left pixel.
    const string Glyphs =
        "A:EHHVHHH B:UHHUHHU C:EHGGGHE D:UHHHHHU E:VGGUGGV F:VGGUGGG G:EHGNHHE H:HHHVHHH I:E44444E "
        + "J:72222IC K:HIKOKIH L:GGGGGGV M:HRLLHHH N:HPLJHHH O:EHHHHHE P:UHHUGGG Q:EHHHLID R:UHHUKIH "
        + "S:FGGE11U T:V444444 U:HHHHHHE V:HHHHHA4 W:HHHLLRH X:HHA4AHH Y:HHA4444 Z:V1248GV 0:EHJLPHE "
        + "1:4C4444E 2:EH168GV 3:U11E11U 4:26AIV22 5:VGU11HE 6:EGGUHHE 7:V124888 8:EHHEHHE 9:EHHF11E ";

    LetterIcon(string letter, string color, char? glyph)
    {
        Svg = Encoding.UTF8.GetBytes(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect
            width="32" height="32" rx="7" fill="{color}"/><text x="16" y="16" dy=".35em" text-anchor="middle"
            font-family="system-ui,sans-serif" font-size="20" font-weight="700" fill="#fff">{letter}</text></svg>
            """);
        Ico = DrawIco(Convert.ToUInt32(color[1..], 16), glyph);
        Version = Convert.ToHexStringLower(SHA256.HashData([.. Svg, .. Ico]).AsSpan(0, 4));
    }

    /// <summary>The content of the SVG file, in UTF-8.</summary>
    public byte[] Svg { get; }

    /// <summary>The content of the ICO file.</summary>
    public byte[] Ico { get; }

    /// <summary>
    /// Eight hexadecimal digits that change with the icon. Add them to the query of icon URLs, so that a browser loads
    /// a new icon at once.
    /// </summary>
    public string Version { get; }

    /// <summary>Creates the icon for a title and a colour.</summary>
    /// <param name="title">
    /// The title, whose first letter or digit the icon shows. If there is none, the SVG has no letter.
    /// </param>
    /// <param name="color">The colour of the square, as <c>#rrggbb</c>.</param>
    /// <param name="name">
    /// An alternative name. The ICO shows its first character when the letter of the title is not Latin; null leaves
    /// the ICO without a letter.
    /// </param>
    /// <returns>The icon.</returns>
    /// <exception cref="FormatException">The digits of <paramref name="color"/> are not hexadecimal.</exception>
    public static LetterIcon Create(string title, string color, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(color);
        var letter = title.EnumerateRunes().Where(Rune.IsLetterOrDigit)
            .Select(rune => Rune.ToUpperInvariant(rune).ToString()).FirstOrDefault("");
        return new(letter, color, GlyphOf(letter) ?? GlyphOf(name));
    }

    // Returns the letter or digit to draw, without diacritics (É is drawn as E); null when the font does not have it.
    static char? GlyphOf(string? text) =>
        text?.Normalize(NormalizationForm.FormD).ToUpperInvariant() is [var first, ..]
            && char.IsAsciiLetterOrDigit(first) ? first : null;

    static byte[] DrawIco(uint color, char? glyph)
    {
        byte[] small = DrawBitmap(16, 2, color, glyph), large = DrawBitmap(32, 3, color, glyph);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0, 0, 1, 0, 2, 0]);
        var offset = 6 + (2 * 16);
        foreach (var (size, image) in ((byte, byte[])[])[(16, small), (32, large)])
        {
            writer.Write([size, size, 0, 0, 1, 0, 32, 0]);
            writer.Write(image.Length);
            writer.Write(offset);
            offset += image.Length;
        }
        writer.Write(small);
        writer.Write(large);
        return file.ToArray();
    }

    // Returns a BMP without a file header: 32 bits for each pixel, bottom row first, then an empty mask of 1 bit for
    // each pixel.
    static byte[] DrawBitmap(int size, int scale, uint color, char? glyph)
    {
        using var image = new MemoryStream();
        using var writer = new BinaryWriter(image);
        foreach (var number in (int[])[40, size, size * 2, 1 | (32 << 16), 0, 0, 0, 0, 0, 0]) writer.Write(number);
        for (var y = size - 1; y >= 0; y--)
            for (var x = 0; x < size; x++)
                writer.Write(
                    IsOutside(x, y, size) ? 0 : 0xff000000 | (IsInk(x, y, size, scale, glyph) ? 0xffffff : color));
        writer.Write(new byte[size * Math.Max(4, size / 8)]);
        return image.ToArray();
    }

    static bool IsOutside(int x, int y, int size)
    {
        var radius = size * 7 / 32.0;
        var (dx, dy) = (Beyond(x + .5), Beyond(y + .5));
        return (dx * dx) + (dy * dy) > radius * radius;

        double Beyond(double at) => Math.Max(0, Math.Max(radius - at, at - (size - radius)));
    }

    static bool IsInk(int x, int y, int size, int scale, char? glyph)
    {
        if (glyph is not { } letter) return false;
        var column = x - ((size - (GlyphWidth * scale)) / 2);
        var row = y - ((size - (GlyphHeight * scale)) / 2);
        if (column < 0 || row < 0 || column >= GlyphWidth * scale || row >= GlyphHeight * scale) return false;
        var rows = Glyphs.IndexOf(
            string.Create(CultureInfo.InvariantCulture, $"{letter}:"), StringComparison.Ordinal) + 2;
        return (Digits.IndexOf(Glyphs[rows + (row / scale)]) >> (GlyphWidth - 1 - (column / scale)) & 1) == 1;
    }
}
