namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// The text of a DD that comes before its link. A list whose first element is a DD has all its descriptions before
/// their links; in any other list a DD belongs to the link before it.
/// </summary>
sealed class LeadingDescription
{
    readonly BoundedTextBuilder text = new(6 * BookmarkLimits.Description);
    bool isListStart = true;

    /// <summary>Whether the descriptions of this list come before their links.</summary>
    public bool IsUsed { get; private set; }

    public bool IsOpen { get; private set; }

    public bool IsAtLineStart => text.AtLineStart;

    public void StartList()
    {
        (isListStart, IsUsed, IsOpen) = (true, false, false);
        text.Clear();
    }

    public void Start()
    {
        IsUsed |= isListStart;
        IsOpen = IsUsed;
        text.Clear();
    }

    public void Append(ReadOnlySpan<char> more)
    {
        if (IsOpen) text.Append(more);
    }

    public void Break()
    {
        if (IsOpen) text.Break();
    }

    public void End() => IsOpen = isListStart = false;

    /// <summary>Hands the text to the link that begins; empty if the link is within the text.</summary>
    public ReadOnlySpan<char> Take()
    {
        var taken = IsOpen && !IsAtLineStart ? [] : text.Span;
        End();
        // The characters are still there until more text comes.
        text.Clear();
        return taken;
    }
}
