namespace App.Blueprints.Transfer.Imports;

/// <summary>The user's import options, parsed for use on each row.</summary>
sealed record ImportOptions
{
    public string Visibility { get; init; } = ImportVisibility.Private;

    public bool FolderTags { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool MarkUnread { get; init; }

    public string NoteSite { get; init; } = "";

    /// <summary>Paths of the excluded folders. Their subfolders are excluded too.</summary>
    public IReadOnlySet<string> LeftOut { get; init; } = new HashSet<string>();

    public static ImportOptions Of(Import import, IEnumerable<string> leftOut) => new()
    {
        Visibility = import.Visibility,
        FolderTags = import.FolderTags,
        Tags = import.Tags.Split(','),
        MarkUnread = import.MarkUnread,
        NoteSite = import.NoteSite,
        LeftOut = leftOut.ToHashSet(StringComparer.Ordinal),
    };

    public bool Excludes(IReadOnlyList<string> folder)
    {
        if (LeftOut.Count == 0) return false;
        for (var depth = Math.Min(1, folder.Count); depth <= folder.Count; depth++)
            if (LeftOut.Contains(FolderPath.Join(folder.Take(depth))))
                return true;
        return false;
    }
}
