namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Collects the text of a heading, which is the folder name of the next list. Skips the description of the folder.
/// </summary>
sealed class HeadingBuilder
{
    readonly BoundedTextBuilder name = new(BookmarkLimits.RawFactor * BookmarkLimits.FolderName);
    readonly BoundedTextBuilder description = new(0);
    FolderHeading? waiting;
    SpecialFolder special;
    bool isPageTitle;

    public bool IsOpen { get; private set; }

    public bool IsDescriptionOpen { get; private set; }

    public bool FollowsTerm { get; private set; }

    public bool IsAtLineStart => description.AtLineStart;

    public void Begin(HtmlAttributes attributes, bool isPageTitle, bool followsTerm)
    {
        name.Clear();
        special = LinkAttributes.Special(attributes);
        this.isPageTitle = isPageTitle;
        (IsOpen, FollowsTerm) = (true, followsTerm);
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (IsOpen) name.Append(text);
        if (IsDescriptionOpen) description.Append(text);
    }

    public void End()
    {
        var (text, wasCut) = HtmlText.Cut(HtmlText.Line(name.Span), BookmarkLimits.FolderName);
        waiting = new(text, wasCut || name.WasCut, special, isPageTitle);
        IsOpen = false;
    }

    /// <summary>
    /// Handles the start of a DD element. The element describes a folder only if it is between the folder's heading and
    /// the folder's list.
    /// </summary>
    public void StartDescription()
    {
        description.Clear();
        IsDescriptionOpen = waiting is not null;
    }

    public void EndDescription() => IsDescriptionOpen = false;

    /// <summary>Returns and clears the last heading, so that it names only one list; null if there is none.</summary>
    public FolderHeading? Take()
    {
        var taken = waiting;
        waiting = null;
        return taken;
    }
}
