namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>How the reader uses the current text. Decides which markup is treated as text.</summary>
enum TextUse
{
    None,
    Title,
    Description,
    /// <summary>A description at the start of a new line.</summary>
    DescriptionLine,
}

/// <summary>
/// Distinguishes comments between rows from <c>&lt;!--</c> inside a text. In a title, <c>&lt;!--</c> is always text. In
/// a description, it is text unless the comment fills whole lines before the next row. An unclosed comment is treated
/// as text.
/// </summary>
sealed class HtmlComments(MarkupSource source)
{
    const string Start = "!--";
    const string End = "-->";
    const int MaxBlanks = 1_000;

    static readonly string[] rowMarkup = ["<dt", "<a", "<dl", "</dl", "<hr", "<h3", "<!--", "<p", "</"];

    readonly TextSearch starts = new("<!--");
    readonly TextSearch ends = new(End);

    /// <summary>
    /// Length in characters of the comment that begins at the next <c>!</c>; 0 if it is not a comment.
    /// </summary>
    public int Length(TextUse use)
    {
        if (use is TextUse.Title or TextUse.Description || !source.Ahead(Start.Length).SequenceEqual(Start)) return 0;
        var end = ends.Find(source, from: 1);
        if (end < 0 || starts.Find(source, from: 1) is > 0 and var next && next < end) return 0;
        var length = end + End.Length;
        return use == TextUse.None || IsBeforeRow(source.Ahead(length + MaxBlanks)[length..]) ? length : 0;
    }

    static bool IsBeforeRow(ReadOnlySpan<char> after)
    {
        var markup = after.TrimStart();
        if (markup.IsEmpty) return after.Length < MaxBlanks;
        if (after[..^markup.Length].IndexOfAny('\r', '\n') < 0) return false;
        foreach (var start in rowMarkup)
            if (markup.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
