using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>A small file in the format of each program that exports bookmarks.</summary>
public sealed class BookmarkWritersTests
{
    [Fact]
    public void Firefox_files_are_read_with_folders_tags_keywords_and_special_roots()
    {
        const string dates = "ADD_DATE=\"1500000001\" LAST_MODIFIED=\"1500000002\"";
        const string others =
            "ADD_DATE=\"1500000003\" LAST_MODIFIED=\"1500000004\" ICON_URI=\"https://search.example/favicon.ico\" "
            + "ICON=\"data:image/png;base64,iVBORw0KGgo=\" SHORTCUTURL=\"se\" LAST_CHARSET=\"UTF-8\" "
            + "TAGS=\"code,two words\"";
        var rows = Rows($"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <!-- Made by a program.
                 <DT><A HREF="https://commented.example/">not a link</A> -->
            <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            <meta http-equiv="Content-Security-Policy"
                  content="default-src 'self'; img-src data: *; object-src 'none'"></meta>
            <TITLE>Bookmarks</TITLE>
            <H1>Bookmarks Menu</H1>

            <DL><p>
                <DT><A HREF="place:type=6&sort=14" ADD_DATE="1500000000">Recent Tags</A>
                <HR>    <DT><H3 {dates} PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3>
                <DD>Shown above the pages
                <DL><p>
                    <DT><H3>Code &amp; more</H3>
                    <DL><p>
                        <DT><A HREF="https://search.example/?a=1&copy=2&q=%s" {others}>Search &lt;it&gt;</A>
                    </DL><p>
                </DL><p>
                <DT><H3 UNFILED_BOOKMARKS_FOLDER="true">Other</H3>
                <DL><p>
                    <DT><A HREF="https://other.example/%22quoted%22">Other</A>
                </DL><p>
            </DL>
            """);

        Assert.Equal(RefusalReason.Hidden, Assert.IsType<RefusedEntry>(rows[0]).Reason);
        rows.RemoveAt(0);
        Assert.Equal(3, rows.Count);
        Assert.Equal(RefusalReason.BrowserQuery, Assert.IsType<RefusedEntry>(rows[0]).Reason);
        Assert.Equal(11, rows[0].Line);
        var search = Assert.IsType<BookmarkEntry>(rows[1]);
        Assert.Equal("https://search.example/?a=1&copy=2&q=%s", search.Url);
        Assert.Equal("Search <it>", search.Title);
        Assert.Equal(["Toolbar", "Code & more"], search.Folder);
        Assert.Equal(["Code & more"], search.OwnFolder);
        Assert.Equal(SpecialFolder.Toolbar, search.SpecialFolder);
        Assert.Equal(["code", "two words"], search.Tags);
        Assert.Equal("se", search.Texts.Keyword);
        Assert.Equal("UTF-8", search.Charset);
        Assert.Equal("data:image/png;base64,iVBORw0KGgo=", search.Icon);
        Assert.Equal("https://search.example/favicon.ico", search.IconUrl);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1500000003), search.AddedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1500000004), search.ModifiedAt);
        Assert.Equal("", search.Description);
        Assert.Null(search.IsPrivate);
        var other = Assert.IsType<BookmarkEntry>(rows[2]);
        Assert.Equal("https://other.example/%22quoted%22", other.Url);
        Assert.Equal(SpecialFolder.Unfiled, other.SpecialFolder);
        Assert.Empty(other.OwnFolder);
        Assert.Equal([2, 3, 4], rows.Select(row => row.Number));
    }

    [Fact]
    public void Chrome_files_are_read_with_nested_folders_and_links_beside_them()
    {
        var entries = Entries("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            <TITLE>Bookmarks</TITLE>
            <H1>Bookmarks</H1>
            <DL><p>
                <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="0" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
                <DL><p>
                    <DT><H3>Empty</H3>
                    <DL><p>
                    </DL><p>
                    <DT><A HREF="https://one.example/" ADD_DATE="1600000001" ICON="data:image/png;base64,AAAA">One</A>
                </DL><p>
                <DT><A HREF="https://two.example/" ADD_DATE="1600000002">Two</A>
            </DL><p>
            """);
        Assert.Equal(["Bookmarks bar"], entries[0].Folder);
        Assert.Empty(entries[1].Folder);
        Assert.Equal(SpecialFolder.None, entries[1].SpecialFolder);
    }

    [Fact]
    public void Internet_Explorer_files_are_read_with_byte_order_mark_and_last_visit()
    {
        var entry = Entry(
            "\uFEFF<!DOCTYPE NETSCAPE-Bookmark-file-1>\r\n<!-- automatic -->\r\n"
                + "<TITLE>Bookmarks</TITLE>\r\n<H1>Bookmarks</H1>\r\n<DL><p>\r\n"
                + "    <DT><H3 FOLDED ADD_DATE=\"1400000000\">Links</H3>\r\n    <DL><p>\r\n"
                + "        <DT><A HREF=\"http://ie.example/\" ADD_DATE=\"1400000001\" LAST_VISIT=\"1400000002\" "
                + "LAST_MODIFIED=\"1400000003\" ICON_URI=\"fake-favicon-uri:x\" >Seite</A>\r\n"
                + "    </DL><p>\r\n</DL><p>\r\n"
        );
        Assert.Equal(["Links"], entry.Folder);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1400000002), entry.VisitedAt);
        Assert.Null(entry.IconUrl);
        Assert.Equal(8, entry.Line);
    }

    [Fact]
    public void Safari_files_are_read_without_dates_and_with_the_reading_list()
    {
        var entries = Entries("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            	<HTML>
            	<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            	<Title>Bookmarks</Title>
            	<H1>Bookmarks</H1>
            	<DT><H3 FOLDED>Favourites</H3>
            	<DL><p>
            		<DT><A HREF="https://apple.example/">A</A>
            	</DL><p>
            	<DT><A HREF="https://outside.example/">Outside any list</A>
            	<DT><H3 FOLDED id="com.apple.ReadingList">Reading List</H3>
            	<DL><p>
            		<DT><A HREF="https://later.example/">Later</A>
            	</DL><p>
            	</HTML>
            """);
        Assert.Equal(["Favourites"], entries[0].Folder);
        Assert.Null(entries[0].AddedAt);
        Assert.Empty(entries[1].Folder);
        Assert.False(entries[1].IsUnread);
        Assert.True(entries[2].IsUnread);
        Assert.Equal(SpecialFolder.ReadingList, entries[2].SpecialFolder);
        Assert.Empty(entries[2].OwnFolder);
    }

    [Fact]
    public void Pinboard_and_Delicious_files_are_read_with_privacy_and_read_later()
    {
        var entries = Entries("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <TITLE>Pinned</TITLE>
            <DL><p><DT><A HREF="https://p.example/1" ADD_DATE="1300000000" PRIVATE="1" TOREAD="1" TAGS="a,b">One</A>
            <DD>About one.

            In two paragraphs.
            <DT><A HREF="https://p.example/2" ADD_DATE="1300000001" PRIVATE="0" TOREAD="0" TAGS="">Two</A>
            </DL></p>
            """);
        Assert.Equal((true, true), (entries[0].IsPrivate, entries[0].IsUnread));
        Assert.Equal("About one.\n\nIn two paragraphs.", entries[0].Description);
        Assert.Equal((false, false), (entries[1].IsPrivate, entries[1].IsUnread));
        Assert.Empty(entries[1].Tags);
    }

    [Fact]
    public void Google_Bookmarks_files_are_read_with_microseconds_and_a_folder_for_each_label()
    {
        var entries = Entries("""
            <DL><p>
            <DT><H3 ADD_DATE="1234567890123456">news</H3>
            <DL><p>
            <DT><A HREF="http://g.example/" ADD_DATE="1234567890123456">G</A>
            </DL><p>
            <DT><H3 ADD_DATE="1234567890123456">tech</H3>
            <DL><p>
            <DT><A HREF="http://g.example/" ADD_DATE="1234567890123456">G</A>
            </DL><p>
            </DL><p>
            """);
        Assert.Equal(["news", "tech"], entries.Select(entry => Assert.Single(entry.Folder)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1234567890123), entries[0].AddedAt);
    }

    [Fact]
    public void Pocket_files_are_read_as_plain_lists_of_links()
    {
        const string type = """<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">""";
        var entries = Entries($"""
            <!DOCTYPE html>
            <html><head>{type}<title>Pocket Export</title></head>
            <body>
            <h1>Unread</h1>
            <ul>
            <li><a href="https://pocket.example/1" time_added="1450000000" tags="x,y">First</a></li>
            <li><a href="https://pocket.example/2" time_added="1450000001" tags="">Second</a></li>
            </ul>
            <h1>Read Archive</h1>
            <ul>
            <li><a href="https://pocket.example/3" time_added="1450000002" tags="">Third</a></li>
            </ul>
            </body></html>
            """
        );
        Assert.Equal(
            [(true, false), (true, false), (false, true)],
            entries.Select(entry => (entry.IsUnread, entry.IsArchived))
        );
        Assert.All(entries, entry => Assert.Empty(entry.Folder));
        Assert.Equal(["x", "y"], entries[0].Tags);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1450000000), entries[0].AddedAt);
    }

    [Fact]
    public void Instapaper_files_are_read_as_ordered_lists_under_headings()
    {
        var entries = Entries("""
            <!DOCTYPE html>
            <html><head><title>Instapaper: Export</title></head><body>
            <h1>Unread</h1>
            <ol>
            <li><a href="https://i.example/1">One</a>
            <li><a href="https://i.example/2">Two</a>
            </ol>
            <h1>Recipes</h1>
            <ol>
            <li><a href="https://i.example/3">Three</a>
            </ol>
            """);
        Assert.Equal(3, entries.Count);
        Assert.Equal([true, true, false], entries.Select(entry => entry.IsUnread));
        Assert.Equal(["Recipes"], entries[2].Folder);
    }

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
