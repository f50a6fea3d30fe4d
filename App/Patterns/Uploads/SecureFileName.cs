using System.Globalization;
using System.Text;

namespace App.Patterns.Uploads;

/// <summary>
/// Makes a client's file name safe to show and to store: ASCII letters, digits, <c>_ . -</c>, no path, no device name,
/// at most 100 bytes. Flask: Uploading Files (<c>secure_filename</c>). Unlike there, a backslash separates and a device
/// name is marked on every host, long names are cut before their extension, and the result is never empty.
/// </summary>
public static class SecureFileName
{
    public const int MaxBytes = 100;

    static readonly string[] devices =
    [
        "CON", "PRN", "AUX", "NUL",
        .. Enumerable.Range(1, 9).SelectMany(number => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"COM{number}"),
            string.Create(CultureInfo.InvariantCulture, $"LPT{number}"),
        }),
    ];

    /// <summary>
    /// The safe name. Where nothing is left of the stem, or the extension was lost with it, it is
    /// <c>file-{id}.{extension}</c>. Names are not unique.
    /// </summary>
    public static string Of(string? name, string id)
    {
        var cleaned = Clean(name);
        var extension = Clean(Extension(name));
        var lost = extension.Length > 0 && Path.GetFileNameWithoutExtension(cleaned).Length == 0
            || extension.Length > 0 && !cleaned.EndsWith("." + extension, StringComparison.OrdinalIgnoreCase);
        if (cleaned.Length == 0 || lost) cleaned = extension.Length > 0 ? $"file-{id}.{extension}" : $"file-{id}";
        return Cut(MarkDevice(cleaned));
    }

    /// <summary>The rules alone, which may leave nothing.</summary>
    public static string Clean(string? name)
    {
        var ascii = new string([.. Decompose(name ?? "").Where(char.IsAscii)]);
        var words = ascii
            .Replace('/', ' ')
            .Replace('\\', ' ')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var kept = string.Join('_', words).Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        return new string([.. kept]).Trim('.', '_');
    }

    /// <summary>What stands after the last dot, in lower case; empty without a dot.</summary>
    public static string Extension(string? name) =>
        name?.LastIndexOf('.') is { } dot and >= 0 ? name[(dot + 1)..].ToLowerInvariant() : "";

    /// <summary>
    /// Throws when the process cannot decompose characters, as in globalization-invariant mode, where <c>é</c> would be
    /// lost.
    /// </summary>
    public static void AssertDecomposes()
    {
        if (Clean("résumé") != "resume")
            throw new InvalidOperationException(
                "Unicode normalization does not work in this process: switch globalization-invariant mode off."
            );
    }

    // A lone surrogate cannot be normalized.
    static string Decompose(string name) =>
        string.Concat(name.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar))
            .Normalize(NormalizationForm.FormKD);

    static string MarkDevice(string name) =>
        devices.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? "_" + name : name;

    static string Cut(string name)
    {
        if (name.Length <= MaxBytes) return name;
        var extension = Path.GetExtension(name);
        return extension.Length < MaxBytes ? name[..(MaxBytes - extension.Length)] + extension : name[..MaxBytes];
    }
}
