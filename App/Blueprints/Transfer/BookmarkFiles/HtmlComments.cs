namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>How the reader uses the current text. Decides which markup is treated as text.</summary>
enum TextUse
{
    None,
    Title,
    Description,
    /// <summary>A description. The next character is the first on its line.</summary>
    DescriptionLine,
}

/// <summary>
/// Distinguishes HTML comments between links from <c>&lt;!--</c> inside a text. In a link's title, <c>&lt;!--</c> is
/// always text. In a description, it is text unless the comment fills whole lines before the next link. A comment
/// without <c>--&gt;</c> is text too.
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
    /// Returns the length in characters of the comment at the current position; 0 if there is no comment. The
    /// <c>&lt;</c> has already been read, so the next character is the <c>!</c>.
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
