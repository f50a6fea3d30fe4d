namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Collects the text of a DD element that precedes its link. If the first element of a list is a DD, all descriptions
/// of the list precede their links. In any other list, a DD describes the link before it.
/// </summary>
sealed class LeadingDescription
{
    readonly BoundedTextBuilder text = new(6 * BookmarkLimits.Description);
    bool isListStart = true;

    /// <summary>Whether the DD elements of the current list precede the links that they describe.</summary>
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

    /// <summary>
    /// Returns the collected text as the description of the link that now begins; empty if the link is inside that
    /// text.
    /// </summary>
    public ReadOnlySpan<char> Take()
    {
        var taken = IsOpen && !IsAtLineStart ? [] : text.Span;
        End();
        // Clear resets only the length, so the span to return stays valid until more text is appended.
        text.Clear();
        return taken;
    }
}
