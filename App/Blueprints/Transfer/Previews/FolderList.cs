namespace App.Blueprints.Transfer.Previews;

/// <summary>Selects the bookmark folders that the preview page lists, so that the user can exclude them.</summary>
static class FolderList
{
    /// <summary>
    /// Maximum number of listed folders. If there are more, the folders with the most links are listed.
    /// </summary>
    public const int MaxFolders = 300;

    /// <summary>
    /// Returns the listed folders in file order. The number of links of a folder includes its subfolders.
    /// </summary>
    public static IReadOnlyList<(PreviewFolder Folder, IReadOnlyList<string> Names, int Links)> Of(
        IReadOnlyList<PreviewFolder> folders)
    {
        Dictionary<string, int> links = new(StringComparer.Ordinal);
        foreach (var folder in folders)
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
            .. folders
                .OrderByDescending(folder => links[folder.Path])
                .Take(MaxFolders)
                .OrderBy(folder => folder.Number)
                .Select(folder => (folder, FolderPath.Split(folder.Path), links[folder.Path])),
        ];
    }
}
