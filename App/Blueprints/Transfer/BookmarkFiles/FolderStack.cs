namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>A folder of a bookmark file. All links of a folder share one instance.</summary>
sealed record BookmarkFolder
{
    public static BookmarkFolder Root { get; } = new();

    public IReadOnlyList<string> Names { get; init; } = [];
    public IReadOnlyList<string> OwnNames { get; init; } = [];
    public SpecialFolder Special { get; init; }
    public bool IsUnread { get; init; }
    public bool IsArchived { get; init; }
    public bool WasCut { get; init; }
}

/// <summary>A heading whose text is the folder name of the next list (DL, UL or OL), before that list begins.</summary>
sealed record FolderHeading(string Name, bool WasCut, SpecialFolder Special, bool IsPageTitle);

/// <summary>
/// The stack of HTML lists (DL, UL, OL) whose end tag has not been read yet. A list with a heading is a folder. A list
/// without a heading belongs to the enclosing folder.
/// </summary>
sealed class FolderStack
{
    const int MaxLists = 10_000;

    readonly Stack<(bool IsDefinitions, BookmarkFolder Path)> lists = new();
    int definitions;
    int uncounted;

    public BookmarkFolder Path => lists.TryPeek(out var list) ? list.Path : BookmarkFolder.Root;

    public void Open(bool isDefinitions, FolderHeading? heading)
    {
        if (lists.Count == MaxLists)
        {
            uncounted++;
            return;
        }
        lists.Push((isDefinitions, heading is null ? Path : Inside(Path, isDefinitions, heading)));
        if (isDefinitions) definitions++;
    }

    /// <summary>
    /// Closes the innermost open DL list and all lists inside it. For another element, closes the innermost open list
    /// unless it is a DL list.
    /// </summary>
    /// <param name="isDefinitions">Whether the end tag is that of a DL element; otherwise of UL or OL.</param>
    public void Close(bool isDefinitions)
    {
        if (uncounted > 0)
        {
            uncounted--;
            return;
        }
        if (isDefinitions ? definitions == 0 : lists.TryPeek(out var top) && top.IsDefinitions) return;
        while (lists.TryPop(out var list) && list.IsDefinitions != isDefinitions) { }
        if (isDefinitions) definitions--;
    }

    static BookmarkFolder Inside(BookmarkFolder outer, bool isDefinitions, FolderHeading heading)
    {
        // A first-level heading is the title of a Netscape file, but names a list in Pocket and Instapaper files.
        if (heading.IsPageTitle && isDefinitions || heading.Name.Length == 0)
            return outer;
        if (heading.IsPageTitle && heading.Name is "Unread")
            return outer with { IsUnread = true };
        if (heading.IsPageTitle && heading.Name is ("Archive" or "Read Archive"))
            return outer with { IsArchived = true };
        if (outer.Names.Count == BookmarkLimits.FolderDepth)
            return outer.WasCut ? outer : outer with { WasCut = true };
        return outer with
        {
            Names = [.. outer.Names, heading.Name],
            OwnNames = heading.Special == SpecialFolder.None ? [.. outer.OwnNames, heading.Name] : outer.OwnNames,
            Special = heading.Special == SpecialFolder.None ? outer.Special : heading.Special,
            IsUnread = outer.IsUnread || heading.Special == SpecialFolder.ReadingList,
            WasCut = outer.WasCut || heading.WasCut,
        };
    }
}
