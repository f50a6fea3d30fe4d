using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;

namespace App.Commands;

/// <summary>
/// Finds a Flask pattern by the slug of its handbook chapter, by its code folder, or by its title in Flask's
/// documentation.
/// </summary>
static class PatternNames
{
    /// <summary>Maximum edit distance between the unknown name and a suggested one.</summary>
    const int MaxDistance = 2;

    /// <summary>The chapters of the patterns that can be added to another project, sorted by slug.</summary>
    public static IEnumerable<Chapter> Available => Chapters.All
        .Where(chapter => WhyUnavailable(chapter) is null)
        .OrderBy(chapter => chapter.Slug, StringComparer.Ordinal);

    public static Chapter? Find(string name) =>
        Chapters.All.FirstOrDefault(chapter => NamesOf(chapter).Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// Returns an error message of one line for an unknown pattern: the name, similar names, and the names of all
    /// available patterns.
    /// </summary>
    public static string Unknown(string name)
    {
        var near = Available
            .Where(chapter => NamesOf(chapter).Any(other => IsNear(name, other)))
            .Select(chapter => chapter.Slug).ToList();
        var suggestion = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
        var all = string.Join(", ", Available.Select(chapter => chapter.Slug));
        return $"There is no pattern '{name}'.{suggestion} Available: {all}.";
    }

    /// <summary>
    /// Returns the reason why a pattern cannot be added to another project; null when it can be added.
    /// </summary>
    public static string? WhyUnavailable(Chapter chapter) =>
        !ChapterText.Of(chapter).IsWritten
            ? $"The chapter '{chapter.Slug}' ({chapter.Name}) is not written yet, so nothing was added."
        : !PatternSource.FilesOf(chapter.Folder).Any()
            ? $"'{chapter.Slug}' ({chapter.Name}) has no folder to copy, so nothing was added."
        : null;

    /// <summary>
    /// Returns the names of a pattern's refinements (optional subfolders) for the option <c>--with</c>, sorted.
    /// </summary>
    public static IReadOnlyList<string> RefinementsOf(Chapter chapter) =>
        [.. PatternSource.RefinementsOf(chapter.Folder).Select(name => name.ToLowerInvariant())];

    /// <summary>Returns the subfolders of the named refinements.</summary>
    /// <param name="given">
    /// The names, in upper or lower case. One value can contain several names, separated by commas.
    /// </param>
    /// <exception cref="CommandFailedException">The pattern has no refinement with a given name.</exception>
    public static IReadOnlyList<string> Refinements(Chapter chapter, IEnumerable<string> given)
    {
        var known = PatternSource.RefinementsOf(chapter.Folder).ToList();
        return
        [
            .. given
                .SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries))
                .Select(name =>
                    known.Find(other => other.Equals(name, StringComparison.OrdinalIgnoreCase))
                    ?? throw new CommandFailedException(
                        known.Count == 0
                            ? $"'{chapter.Slug}' has no refinements."
                            : $"'{chapter.Slug}' has no refinement '{name}'. Available: "
                                + $"{string.Join(", ", RefinementsOf(chapter))}."
                    )
                )
                .Distinct(),
        ];
    }

    static string[] NamesOf(Chapter chapter) => [chapter.Slug, chapter.Folder, chapter.Name];

    static bool IsNear(string name, string other) =>
        name.Length >= 3
        && (other.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(other, StringComparison.OrdinalIgnoreCase)
            || Distance(name.ToLowerInvariant(), other.ToLowerInvariant()) <= MaxDistance);

    // Computes the Levenshtein distance of two names.
    static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
