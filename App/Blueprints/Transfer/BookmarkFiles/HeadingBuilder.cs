namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>Collects the current heading, which names the next list. Skips the description of its folder.</summary>
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
    /// Starts the description of a folder if the list of the current heading has not begun yet. Otherwise the DD
    /// element does not describe a folder.
    /// </summary>
    public void StartDescription()
    {
        description.Clear();
        IsDescriptionOpen = waiting is not null;
    }

    public void EndDescription() => IsDescriptionOpen = false;

    /// <summary>Returns the heading once, so that it names only one list.</summary>
    public FolderHeading? Take()
    {
        var taken = waiting;
        waiting = null;
        return taken;
    }
}
