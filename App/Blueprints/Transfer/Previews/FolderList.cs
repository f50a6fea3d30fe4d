namespace App.Blueprints.Transfer.Previews;

/// <summary>The folders that the preview page lists for exclusion.</summary>
static class FolderList
{
    /// <summary>Maximum number of folders. Those with the most links are listed.</summary>
    public const int MaxFolders = 300;

    /// <summary>The listed folders in file order, with the number of links in them and their subfolders.</summary>
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
