namespace App.Blueprints.Transfer.Imports;

/// <summary>The folders that the user excluded from an import. Their subfolders are excluded too.</summary>
/// <param name="paths">The paths of the folders in the format of <see cref="FolderPath"/>.</param>
sealed class ExcludedFolders(IEnumerable<string> paths)
{
    readonly HashSet<string> paths = [.. paths];

    public static ExcludedFolders None { get; } = new([]);

    public bool Contain(IReadOnlyList<string> folder)
    {
        if (paths.Count == 0) return false;
        for (var depth = Math.Min(1, folder.Count); depth <= folder.Count; depth++)
            if (paths.Contains(FolderPath.Join(folder.Take(depth))))
                return true;
        return false;
    }
}
