namespace App.Blueprints.Links.Imports;

/// <summary>A title and a description that another row of an import file has for the same link.</summary>
public sealed record AlternativeText(string Title, string Description);

/// <summary>
/// Appends the other titles and descriptions of a link to its note, below the line "Also saved as". Each text is
/// appended once, even when the same file is imported again. The line is not translated, because it is stored.
/// </summary>
static class AlternativeTexts
{
    public const string Line = "Also saved as";

    /// <summary>
    /// Appends to the note of a link each of the <paramref name="others"/> that its note, title and description do not
    /// contain yet.
    /// </summary>
    public static string Append(string note, string title, string description, IEnumerable<AlternativeText> others)
    {
        foreach (var other in others)
        {
            var otherTitle = other.Title == title ? "" : other.Title;
            var isKnown = description.Contains(other.Description, StringComparison.Ordinal);
            var texts = $"{otherTitle}\n{(isKnown ? "" : other.Description)}".Trim('\n');
            if (texts.Length == 0 || HasLines(note, texts)) continue;
            if (!HasLines(note, Line)) texts = $"{Line}\n{texts}";
            note = note.Length == 0 ? texts : $"{note}\n\n{texts}";
        }
        return note;
    }

    static bool HasLines(string note, string lines) => $"\n{note}\n".Contains($"\n{lines}\n", StringComparison.Ordinal);
}
