namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Handles links inside a quoted attribute value. In a description, a note or a script, such a link is text. In any
/// other value, the link means that the closing quotation mark is missing and the next row has begun.
/// </summary>
sealed class EmbeddedLinks
{
    bool isText;
    int open;

    /// <summary>Number of links treated as text.</summary>
    public int Total { get; private set; }

    /// <summary>
    /// Whether the position is inside the tag of an embedded link. Quotation marks there do not end the value.
    /// </summary>
    public bool IsInTag { get; private set; }

    public void Begin(BookmarkAttribute? attribute)
    {
        isText = attribute is BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes;
        (open, IsInTag) = (0, false);
    }

    public void Append(ReadOnlySpan<char> text) => IsInTag &= !text.Contains('>');

    /// <summary>Whether the value ends before the markup in <paramref name="ahead"/>.</summary>
    public bool EndsBefore(ReadOnlySpan<char> ahead, BoundedTextBuilder value)
    {
        // Only descriptions and notes span lines. In other values, markup at a line start means that the closing mark
        // is missing.
        if (value.AtLineStart && !isText) return true;
        var isScript = IsScript(value.Span);
        if (HtmlNames.IsLinkEnd(ahead)) return !isScript && --open < 0;
        if (ahead.StartsWith("<dt>", StringComparison.OrdinalIgnoreCase))
            return HtmlNames.IsLinkStart(ahead[4..].TrimStart());
        if (!HtmlNames.IsLinkStart(ahead)) return false;
        if (!isText && !isScript || value.AtLineStart) return true;
        open++;
        Total++;
        IsInTag = isText;
        return false;
    }

    static bool IsScript(ReadOnlySpan<char> value)
    {
        value = value.TrimStart();
        return value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
    }
}
