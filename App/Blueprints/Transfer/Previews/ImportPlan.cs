using App.Blueprints.Transfer.Imports;

namespace App.Blueprints.Transfer.Previews;

/// <summary>The expected result of an import with the chosen options.</summary>
public sealed record ImportPlan
{
    /// <summary>Number of links that would be added.</summary>
    public required int New { get; init; }

    /// <summary>Number of existing links that would change.</summary>
    public required int Completed { get; init; }

    /// <summary>Number of links that would be added or changed.</summary>
    public int Links => New + Completed;

    /// <param name="preview">The preview of the file.</param>
    /// <param name="folders">The folders of the file.</param>
    /// <param name="options">The chosen options.</param>
    /// <param name="notes">
    /// The number of Shaarli notes. They are imported only if the user enters the URL of their site.
    /// </param>
    public static ImportPlan Of(
        ImportPreview preview, IReadOnlyList<PreviewFolder> folders, ImportOptions options, int notes)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(options);
        var rows =
            Within(folders, [.. options.ExcludedFolders]).Aggregate(preview.Rows, (left, folder) => left - folder.Rows);
        return new()
        {
            New = rows.New + (options.NoteSite.Length > 0 ? notes : 0),
            Completed = options.Existing == ImportExisting.Leave ? 0
                : options.Existing == ImportExisting.Update ? rows.Merge + rows.Tagged + rows.Unchanged
                : options.Tags.Trim(',', ' ').Length > 0 ? rows.Merge + rows.Tagged + rows.Unchanged
                : options.FolderTags ? rows.Merge + rows.Tagged
                : rows.Merge,
        };
    }

    // Returns the folders with the given numbers and all their subfolders.
    static IEnumerable<PreviewFolder> Within(IReadOnlyList<PreviewFolder> folders, HashSet<int> numbers)
    {
        var excluded = new ExcludedFolders(
            folders.Where(folder => numbers.Contains(folder.Number)).Select(folder => folder.Path));
        return folders.Where(folder => excluded.Contain(FolderPath.Split(folder.Path)));
    }
}
