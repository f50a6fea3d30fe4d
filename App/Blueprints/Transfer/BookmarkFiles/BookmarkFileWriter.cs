using System.Buffers;
using System.Buffers.Text;
using App.Blueprints.Transfer.Exports;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Writes a Netscape bookmark file with nested folders and one link per line, as Firefox, Chrome, linkding and Shaarli
/// read it. The links must be sorted by folder. Dates are whole seconds. A private note is written to the attribute
/// NOTES. Only Carafe and linkding read this attribute as a note. Other programs ignore it, so a note never becomes a
/// public description. Only Carafe reads the attributes ARCHIVED and STARRED. For linkding, the note is written between
/// markers in the description, and an archived link gets linkding's special tag.
/// </summary>
public sealed class BookmarkFileWriter(bool forLinkding = false) : LinkWriter
{
    const int DeepestIndent = 16;

    readonly List<string> open = [];

    public override string ContentType => "text/html; charset=utf-8";

    public override string Extension => "html";

    protected override void Begin() => Piece.Raw("""
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
        <TITLE>Bookmarks</TITLE>
        <H1>Bookmarks</H1>
        <DL><p>

        """u8);

    protected override void Write(ExportedLink link)
    {
        Enter(link.FolderNames);
        Indent();
        Piece.Raw("<DT><A HREF=\""u8);
        Piece.Attribute(link.Url);
        Piece.Raw("\" ADD_DATE=\""u8);
        Number(link.AddedAt.ToUnixTimeSeconds());
        if (link.ModifiedAt is { } modified)
        {
            Piece.Raw("\" LAST_MODIFIED=\""u8);
            Number(modified.ToUnixTimeSeconds());
        }
        Piece.Raw(link.IsPublic ? "\" PRIVATE=\"0"u8 : "\" PRIVATE=\"1"u8);
        Piece.Raw(link.IsUnread ? "\" TOREAD=\"1"u8 : "\" TOREAD=\"0"u8);
        Tags(link);
        foreach (var text in HtmlNames.Texts)
        {
            if (text.Of(link).Length == 0) continue;
            Piece.Raw("\" "u8);
            Piece.Attribute(text.FileAttribute);
            Piece.Raw("=\""u8);
            Piece.Attribute(text.Of(link));
        }
        if (link.IsStarred) Piece.Raw("\" STARRED=\"1"u8);
        if (link.IsArchived && !forLinkding) Piece.Raw("\" ARCHIVED=\"1"u8);
        if (link.Note.Length > 0 && !forLinkding)
        {
            Piece.Raw("\" NOTES=\""u8);
            Piece.Attribute(link.Note);
        }
        Piece.Raw("\">"u8);
        Piece.Text(OneLine(link.Title));
        Piece.Raw("</A>\n"u8);
        Description(link);
    }

    protected override void End()
    {
        Close(0);
        Piece.Raw("</DL><p>\n"u8);
    }

    void Enter(IReadOnlyList<string> folder)
    {
        var shared = 0;
        while (shared < open.Count && shared < folder.Count && open[shared] == folder[shared]) shared++;
        Close(shared);
        for (var depth = shared; depth < folder.Count; depth++)
        {
            Indent();
            Piece.Raw("<DT><H3>"u8);
            Piece.Text(OneLine(folder[depth]));
            Piece.Raw("</H3>\n"u8);
            Indent();
            Piece.Raw("<DL><p>\n"u8);
            open.Add(folder[depth]);
        }
    }

    void Close(int depth)
    {
        while (open.Count > depth)
        {
            open.RemoveAt(open.Count - 1);
            Indent();
            Piece.Raw("</DL><p>\n"u8);
        }
    }

    // A comma after a single tag that contains a space tells readers not to split at spaces.
    void Tags(ExportedLink link)
    {
        var written = 0;
        var hasBlank = false;
        foreach (var name in link.Tags) Tag(name.Replace(',', ' '));
        if (link.IsArchived && forLinkding) Tag(BookmarkTags.LinkdingArchived);
        if (written == 1 && hasBlank) Piece.Raw(","u8);

        void Tag(string name)
        {
            Piece.Raw(written++ == 0 ? "\" TAGS=\""u8 : ","u8);
            Piece.Attribute(name);
            hasBlank |= name.Contains(' ');
        }
    }

    void Description(ExportedLink link)
    {
        var hasMarker = forLinkding && link.Note.Length > 0;
        if (link.Description.Length == 0 && !hasMarker) return;
        Piece.Raw("<DD>"u8);
        Marked(link.Description);
        if (hasMarker)
        {
            Piece.Raw("[linkding-notes]"u8);
            Marked(link.Note);
            Piece.Raw("[/linkding-notes]"u8);
        }
        Piece.Raw("\n"u8);
    }

    // If the text itself contains a note marker, writes the marker's bracket as an entity, so that readers ignore it.
    void Marked(string text)
    {
        for (ReadOnlySpan<char> rest = text; ;)
        {
            var marker = rest.IndexOf("[linkding-notes]");
            var closing = rest.IndexOf("[/linkding-notes]");
            if (marker < 0 || closing >= 0 && closing < marker) marker = closing;
            if (marker < 0)
            {
                Piece.Text(rest);
                return;
            }
            Piece.Text(rest[..marker]);
            Piece.Raw("&#91;"u8);
            rest = rest[(marker + 1)..];
        }
    }

    static string OneLine(string text) => text.AsSpan().ContainsAny('\r', '\n') ? text.ReplaceLineEndings(" ") : text;

    void Indent()
    {
        for (var depth = Math.Min(open.Count, DeepestIndent); depth >= 0; depth--) Piece.Raw("    "u8);
    }

    // Readers, including Carafe, parse a number of eight digits as a calendar date, such as 19991231. So times in the
    // 1970s, whose seconds have eight digits, get leading zeros.
    void Number(long value)
    {
        var format = value is >= 10_000_000 and <= 99_999_999 ? new StandardFormat('D', 10) : default;
        Utf8Formatter.TryFormat(value, Piece.GetSpan(20), out var length, format);
        Piece.Advance(length);
    }
}
