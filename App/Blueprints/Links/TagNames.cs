using System.Globalization;
using System.Text;

namespace App.Blueprints.Links;

/// <summary>
/// Parses and compares tag names. Names are separated by commas, so a name may contain spaces. Comparison ignores case
/// and character width.
/// </summary>
public static class TagNames
{
    /// <summary>
    /// Parses a typed list into clean, distinct names. When a name occurs in several spellings, returns the first
    /// spelling.
    /// </summary>
    public static IReadOnlyList<string> Parse(string? typed) => Distinct((typed ?? "").Split(',', '\u060c', '\n'));

    /// <summary>Cleans names and removes duplicates and empty names.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names) =>
        [.. names.Select(Clean).Where(name => KeyOf(name).Length > 0).DistinctBy(KeyOf)];

    /// <summary>Cleans a name: one line without commas and without leading <c>#</c>. The result may be empty.</summary>
    public static string Clean(string? name) =>
        PlainText.Line(name?.Replace(',', ' ')).TrimStart('#', ' ');

    /// <summary>Computes the tag key, which is equal for all spellings of the same tag.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = new StringBuilder(name.Length);
        foreach (var letter in PlainText.Line(name).Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            if (char.GetUnicodeCategory(letter) != UnicodeCategory.Format || letter == '\u200d') key.Append(letter);
        return key.ToString().Trim();
    }
}
