using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class SelfHostedFilesTests
{
    [Fact]
    public void Shaarli_files_are_read_with_Markdown_and_thumbnails_in_the_description()
    {
        const string dates = "ADD_DATE=\"1460000000\" LAST_MODIFIED=\"1460000001\"";
        var rows = Rows($"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <TITLE>Shaarli export of all bookmarks</TITLE>
            <H1>Shaarli</H1>
            <DL><p>
            <DT><A HREF="https://s.example/" {dates} PRIVATE="0" TAGS="a,b">S</A>
            <DD><a href="https://thumb.example/big"><img src="https://thumb.example/small.png" width="120"></a><br>
            See [this](https://md.example/) &amp; `<?php echo 1 ?>`
            <DT><A HREF="?abCdeF" ADD_DATE="1460000002" PRIVATE="1" TAGS="">A note</A>
            <DD>Text of the note
            </DL><p>
            """);
        var first = Assert.IsType<BookmarkEntry>(rows[0]);
        Assert.Equal("https://s.example/", first.Url);
        Assert.Equal(
            "https://thumb.example/big\nSee [this](https://md.example/) & `<?php echo 1 ?>`",
            first.Description
        );
        var note = Assert.IsType<RefusedEntry>(rows[1]);
        Assert.Equal(
            (RefusalReason.ShaarliNote, "?abCdeF", "A note", 8),
            (note.Reason, note.Url, note.Title, note.Line)
        );
    }

    [Fact]
    public void Linkding_files_are_read_with_notes_and_archived_links()
    {
        var entries = Entries(
            string.Join(
                "\n\r",
                "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
                "<TITLE>Bookmarks</TITLE>",
                "<H1>Bookmarks</H1>",
                "<DL><p>",
                "<DT><A HREF=\"https://l.example/?a=1&b=2\" ADD_DATE=\"1700000000\" LAST_MODIFIED=\"1700000001\" "
                    + "PRIVATE=\"1\" TOREAD=\"0\" TAGS=\"one,linkding:bookmarks.archived\">L</A>",
                "<DD>Said &lt;openly&gt;[linkding-notes]kept\nquiet[/linkding-notes]",
                "<DT><A HREF=\"https://l.example/2\" ADD_DATE=\"1700000000\" PRIVATE=\"0\" TOREAD=\"1\" "
                    + "TAGS=\"\">M</A>",
                "</DL><p>"
            )
        );
        Assert.Equal(("Said <openly>", "kept\nquiet"), (entries[0].Description, entries[0].Note));
        Assert.Equal((true, false, true), (entries[0].IsArchived, entries[0].IsUnread, entries[0].IsPrivate));
        Assert.Equal(["one"], entries[0].Tags);
        Assert.Equal(5, entries[0].Line);
        Assert.Equal((false, true, false), (entries[1].IsArchived, entries[1].IsUnread, entries[1].IsPrivate));
        Assert.Equal(8, entries[1].Line);
    }

    [Fact]
    public void Shiori_files_are_read_without_escaping()
    {
        const string dates = "ADD_DATE=\"1500000000\" LAST_MODIFIED=\"1500000000\"";
        var entry = Entry($"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <DL>
            <DT><A HREF="https://go.example/?a=1&b=2" {dates} TAGS="go">List<string> & the <script> element</A>
            </DL>
            """);
        Assert.Equal("List<string> & the <script> element", entry.Title);
        Assert.Equal("https://go.example/?a=1&b=2", entry.Url);
    }

    [Fact]
    public void Karakeep_Epiphany_and_SemanticScuttle_files_are_read()
    {
        Assert.Equal(["a b", "c"], Entry("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <DL><p>
                <DT><H3>List</H3>
                <DL><p>
                    <DT><A HREF="https://k.example/" ADD_DATE="1700000000" TAGS="a b,c">K</A>
                </DL><p>
            </DL><p>
            """).Tags);
        Assert.Equal(["https://e.example/1", "https://e.example/2"], Urls("""
            <!doctype netscape-bookmark-file-1>
            <dl><p>
            <dt><a href="https://e.example/1" add_date="1200000000">One</a></dt>
            <dt><a href="https://e.example/2">Two</a></dt>
            </dl>
            """));
        const string dates = "add_date=\"1400000000\" last_modified=\"1400000001\"";
        var scuttle = Entry($"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <H1 LAST_MODIFIED="1400000000">Bookmarks</H1>
            <dl><p>
            <dt><a href="https://ss.example/" hash="abc" {dates} status="0" description="first line
            second line" tags="x, y">SS</a>
            </dl>
            """);
        Assert.Equal("first line\nsecond line", scuttle.Description);
        Assert.Equal(["x", "y"], scuttle.Tags);
    }
}
