using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkServiceFilesTests
{
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
}
