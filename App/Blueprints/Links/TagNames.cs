using System.Globalization;
using System.Text;

namespace App.Blueprints.Links;

/// <summary>
/// The names of tags: typed as a list with commas, so that a name may hold spaces, and equal without regard to case or
/// width.
/// </summary>
public static class TagNames
{
    /// <summary>The names in a typed list, cleaned, each once, the first spelling kept.</summary>
    public static IReadOnlyList<string> Parse(string? typed) => Distinct((typed ?? "").Split(',', '\u060c', '\n'));

    /// <summary>Cleaned names, each once; what is no name is left out.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names) =>
        [.. names.Select(Clean).Where(name => KeyOf(name).Length > 0).DistinctBy(KeyOf)];

    /// <summary>One line without commas, without the <c>#</c> that many people write before it; may be empty.</summary>
    public static string Clean(string? name) =>
        PlainText.Line(name?.Replace(',', ' ')).TrimStart('#', ' ');

    /// <summary>Equal for names that are one tag. The existing spelling is the one shown.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = new StringBuilder(name.Length);
        foreach (var letter in PlainText.Line(name).Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            if (char.GetUnicodeCategory(letter) != UnicodeCategory.Format || letter == '\u200d') key.Append(letter);
        return key.ToString().Trim();
    }
}
