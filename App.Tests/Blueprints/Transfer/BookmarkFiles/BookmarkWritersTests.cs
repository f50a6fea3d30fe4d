using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Tests the parser of bookmark files with one small file for each program that exports bookmarks.
/// </summary>
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
}
