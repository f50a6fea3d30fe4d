using App.Blueprints.Transfer.Imports;
using App.Patterns.SqlMapping;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// A preview as its page shows it: totals, folders, what is chosen, and one page of the rows of a kind.
/// </summary>
public sealed record PreviewPage
{
    /// <summary>How many folders can be left out one by one: those with the most links.</summary>
    public const int ShownFolders = 300;

    public required Import Import { get; init; }

    public required ImportPreview Found { get; init; }

    public required IReadOnlyList<PreviewFolder> Folders { get; init; }

    public required ImportOptionsForm Choices { get; init; }

    /// <summary>Notes of a Shaarli, which need its address.</summary>
    public required int Notes { get; init; }

    public required PreviewKind Kind { get; init; }

    public required PageOf<PreviewRow> Rows { get; init; }

    public ImportPlan Plan => ImportPlan.Of(Found, Folders, Choices, Notes);

    /// <summary>Null while the file has not been read to its end.</summary>
    /// <param name="import">An import that waits.</param>
    /// <param name="previews">What was found out about it.</param>
    /// <param name="rows">The kind of rows asked for; by default the first that there are.</param>
    /// <param name="number">The page of the rows.</param>
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
            Choices = ImportOptionsForm.Of(import, folders),
            Notes = previews.CountNotes(import.Id),
            Kind = kind,
            Rows = previews.Page(import.Id, kind, number, found.Rows.Of(kind)),
        };
    }

    /// <summary>
    /// The folders to choose from, in the order of the file, with all links that lie in and below them.
    /// </summary>
    public IReadOnlyList<(PreviewFolder Folder, IReadOnlyList<string> Names, int Links)> ShownFolderList()
    {
        Dictionary<string, int> links = new(StringComparer.Ordinal);
        foreach (var folder in Folders)
        {
            var names = FolderPath.Split(folder.Path);
            var own = folder.Rows.New + folder.Rows.Merge + folder.Rows.Tags + folder.Rows.There + folder.Rows.Repeat;
            for (var depth = Math.Min(1, names.Count); depth <= names.Count; depth++)
            {
                var path = FolderPath.Join(names.Take(depth));
                links[path] = links.GetValueOrDefault(path) + own;
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
