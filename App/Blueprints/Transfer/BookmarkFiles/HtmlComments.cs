namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>What the reader does with text, which decides what markup is taken for text.</summary>
enum TextUse
{
    None,
    Title,
    Description,
    /// <summary>A description of which a new line has just begun.</summary>
    DescriptionLine,
}

/// <summary>
/// Tells comments between the rows of a file from a <c>&lt;!--</c> in a text. It is text in a title, and in a
/// description unless the comment fills whole lines before the next row. A comment that is never closed hides nothing.
/// </summary>
sealed class HtmlComments(MarkupSource source)
{
    const string Start = "!--";
    const string End = "-->";
    const int MaxBlanks = 1_000;

    static readonly string[] rowMarkup = ["<dt", "<a", "<dl", "</dl", "<hr", "<h3", "<!--", "<p", "</"];

    readonly MarkupLandmark starts = new("<!--");
    readonly MarkupLandmark ends = new(End);

    /// <summary>The characters of the comment that begins at the <c>!</c> ahead; 0 if it is none.</summary>
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
