namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Links within the quoted value of an attribute. In a description, a note and a script they are text; anywhere else
/// they mean that a quotation mark is missing and the next row has begun.
/// </summary>
sealed class EmbeddedLinks
{
    bool isText;
    int open;

    /// <summary>Links that were taken for text.</summary>
    public int Total { get; private set; }

    /// <summary>Whether the text is within the tag of a link, whose quotation marks do not end the value.</summary>
    public bool IsInTag { get; private set; }

    public void Begin(BookmarkAttribute? attribute)
    {
        isText = attribute is BookmarkAttribute.Description or BookmarkAttribute.Note or BookmarkAttribute.Notes;
        (open, IsInTag) = (0, false);
    }

    public void Append(ReadOnlySpan<char> text) => IsInTag &= !text.Contains('>');

    /// <summary>Whether the value cannot go on with the markup in <paramref name="ahead"/>.</summary>
    public bool EndsBefore(ReadOnlySpan<char> ahead, BoundedTextBuilder value)
    {
        // Only notes have several lines: markup at the start of a line means that the closing mark is missing.
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
