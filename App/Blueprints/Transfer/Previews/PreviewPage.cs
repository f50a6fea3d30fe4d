using App.Blueprints.Transfer.Imports;
using App.Patterns.SqlMapping;

namespace App.Blueprints.Transfer.Previews;

/// <summary>View model of a preview: totals, folders, chosen options, and one page of the rows of one kind.</summary>
public sealed record PreviewPage
{
    /// <summary>Maximum number of folders that the page lists for exclusion: those with the most links.</summary>
    public const int ShownFolders = 300;

    public required Import Import { get; init; }

    public required ImportPreview Found { get; init; }

    public required IReadOnlyList<PreviewFolder> Folders { get; init; }

    public required ImportOptions Options { get; init; }

    /// <summary>Number of Shaarli notes. Importing them requires the URL of their site.</summary>
    public required int Notes { get; init; }

    public required PreviewKind Kind { get; init; }

    public required PageOf<PreviewRow> Rows { get; init; }

    public ImportPlan Plan => ImportPlan.Of(Found, Folders, Options, Notes);

    /// <summary>Loads the view model of an import; null until the preview is finished.</summary>
    /// <param name="import">An unconfirmed import.</param>
    /// <param name="previews">The stored previews.</param>
    /// <param name="rows">The requested kind of rows; by default the first kind that has rows.</param>
    /// <param name="number">The page number of the rows, from 1.</param>
    public static PreviewPage? Of(Import import, PreviewStore previews, string? rows, int number)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(previews);
        if (previews.Find(import.Id) is not { } found) return null;
        var kinds = Enum.GetValues<PreviewKind>();
        var first = kinds.FirstOrDefault(kind => found.Rows.Of(kind) > 0);
        var kind = kinds.Where(kind => PreviewStore.NameOf(kind) == rows).DefaultIfEmpty(first).First();
        var folders = previews.Folders(import.Id);
        return new()
        {
            Import = import,
            Found = found,
            Folders = folders,
            Options = import.Options with
            {
                ExcludedFolders = [.. folders.Where(folder => folder.IsExcluded).Select(folder => folder.Number)],
            },
            Notes = previews.CountNotes(import.Id),
            Kind = kind,
            Rows = previews.Page(import.Id, kind, number, found.Rows.Of(kind)),
        };
    }

    /// <summary>
    /// The folders to choose from, in file order, with the number of links in them and their subfolders.
    /// </summary>
    public IReadOnlyList<(PreviewFolder Folder, IReadOnlyList<string> Names, int Links)> ShownFolderList()
    {
        Dictionary<string, int> links = new(StringComparer.Ordinal);
        foreach (var folder in Folders)
        {
            var names = FolderPath.Split(folder.Path);
            for (var depth = Math.Min(1, names.Count); depth <= names.Count; depth++)
            {
                var path = FolderPath.Join(names.Take(depth));
                links[path] = links.GetValueOrDefault(path) + folder.Rows.Links;
            }
        }
        return
        [
            .. Folders
                .OrderByDescending(folder => links[folder.Path])
                .Take(ShownFolders)
                .OrderBy(folder => folder.Number)
                .Select(folder => (folder, FolderPath.Split(folder.Path), links[folder.Path])),
        ];
    }
}
