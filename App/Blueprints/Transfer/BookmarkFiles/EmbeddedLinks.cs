namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Handles A elements inside a quoted HTML attribute value. In a description, a note or a script, the element is text.
/// In any other value, it means that the closing quotation mark is missing and the next link of the file has begun.
/// </summary>
sealed class EmbeddedLinks
{
    bool isText;
    int open;

    /// <summary>Number of links treated as text.</summary>
    public int Total { get; private set; }

    /// <summary>
    /// Whether the reader is inside the start tag of a link that the attribute value contains. Quotation marks in that
    /// tag do not end the value.
    /// </summary>
    public bool IsInTag { get; private set; }

    public void Begin(BookmarkAttribute? attribute)
    {
        isText = attribute is BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes;
        (open, IsInTag) = (0, false);
    }

    public void Append(ReadOnlySpan<char> text) => IsInTag &= !text.Contains('>');

    /// <summary>
    /// Whether the attribute value ends here without a closing quotation mark, because the markup in
    /// <paramref name="ahead"/> is not part of the value.
    /// </summary>
    /// <param name="ahead">The next characters of the file; the first is <c>&lt;</c>.</param>
    /// <param name="value">The part of the attribute value that was read so far.</param>
    public bool EndsBefore(ReadOnlySpan<char> ahead, BoundedTextBuilder value)
    {
        // Only descriptions and notes can have several lines. In other values, markup at a line start means that the
        // closing quotation mark is missing.
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
