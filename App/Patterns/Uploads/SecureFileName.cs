using System.Globalization;
using System.Text;

namespace App.Patterns.Uploads;

/// <summary>
/// Makes a client's file name safe to show and to store: ASCII letters, digits and <c>_ . -</c>, at most 100 bytes.
/// </summary>
/// <remarks>
/// Flask documentation: Uploading Files (<c>secure_filename</c>). Unlike in Flask, a backslash separates folders and
/// Windows device names are changed on every operating system. Long names are cut before their extension, and the
/// result is never empty.
/// </remarks>
public static class SecureFileName
{
    /// <summary>The maximum length of a safe name in bytes.</summary>
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
    /// Returns the safe name, or <c>file-{id}.{extension}</c> when cleaning would remove the extension or all
    /// text before it.
    /// </summary>
    /// <param name="name">The name that the client sent; null is accepted.</param>
    /// <param name="id">The id in the replacement name <c>file-{id}</c>.</param>
    /// <returns>The safe name. It is not unique.</returns>
    public static string Of(string? name, string id)
    {
        var cleaned = Clean(name);
        var extension = Clean(Extension(name));
        var lost = extension.Length > 0 && Path.GetFileNameWithoutExtension(cleaned).Length == 0
            || extension.Length > 0 && !cleaned.EndsWith("." + extension, StringComparison.OrdinalIgnoreCase);
        if (cleaned.Length == 0 || lost) cleaned = extension.Length > 0 ? $"file-{id}.{extension}" : $"file-{id}";
        return Cut(MarkDevice(cleaned));
    }

    /// <summary>
    /// Replaces slashes, backslashes and white space by underscores and removes unsafe characters. Unlike
    /// <see cref="Of"/>, this method does not replace an empty name.
    /// </summary>
    /// <param name="name">The name that the client sent; null is accepted.</param>
    /// <returns>The cleaned name, which may be empty.</returns>
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

    /// <summary>Returns the text after the last dot in lower case.</summary>
    /// <param name="name">The file name; null is accepted.</param>
    /// <returns>The extension; empty when there is no dot.</returns>
    public static string Extension(string? name) =>
        name?.LastIndexOf('.') is { } dot and >= 0 ? name[(dot + 1)..].ToLowerInvariant() : "";

    /// <summary>
    /// Verifies that Unicode normalization works, because <c>é</c> would otherwise be removed instead of becoming
    /// <c>e</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The process runs in globalization-invariant mode.</exception>
    public static void AssertDecomposes()
    {
        if (Clean("résumé") != "resume")
            throw new InvalidOperationException(
                "Unicode normalization does not work in this process: turn off globalization-invariant mode."
            );
    }

    // Removes unpaired surrogates, which cannot be normalized.
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
