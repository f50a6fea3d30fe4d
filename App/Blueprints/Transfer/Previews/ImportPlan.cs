using App.Blueprints.Transfer.Imports;

namespace App.Blueprints.Transfer.Previews;

/// <summary>What an import would do as a person has chosen.</summary>
public sealed record ImportPlan
{
    /// <summary>Links that would be added.</summary>
    public required int New { get; init; }

    /// <summary>Links that are there and would change.</summary>
    public required int Completed { get; init; }

    /// <summary>Links that would be added or changed.</summary>
    public int Links => New + Completed;

    /// <param name="preview">What the file holds.</param>
    /// <param name="folders">Its folders.</param>
    /// <param name="choices">What the person chose.</param>
    /// <param name="notes">Notes of a Shaarli, which are imported when its address is given.</param>
    public static ImportPlan Of(
        ImportPreview preview, IReadOnlyList<PreviewFolder> folders, ImportOptionsForm choices, int notes)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(choices);
        var rows =
            preview.Rows
            - Within(folders, [.. choices.LeftOut])
                .Aggregate(default(PreviewCounts), (sum, folder) => sum + folder.Rows);
        return new()
        {
            New = rows.New + (choices.NoteSite.Length > 0 ? notes : 0),
            Completed = choices.Existing == ImportExisting.Leave ? 0
                : choices.Existing == ImportExisting.Update ? rows.Merge + rows.Tags + rows.There
                : choices.Tags.Trim(',', ' ').Length > 0 ? rows.Merge + rows.Tags + rows.There
                : choices.FolderTags ? rows.Merge + rows.Tags
                : rows.Merge,
        };
    }

    // A folder that is left out takes those within it along.
    static IEnumerable<PreviewFolder> Within(IReadOnlyList<PreviewFolder> folders, HashSet<int> numbers)
    {
        var terms = new ImportOptions
        {
            LeftOut = folders
                .Where(folder => numbers.Contains(folder.Number))
                .Select(folder => folder.Path)
                .ToHashSet(),
        };
        return folders.Where(folder => terms.Excludes(FolderPath.Split(folder.Path)));
    }
}
