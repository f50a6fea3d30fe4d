using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkOdditiesTests
{
    [Fact]
    public void Links_without_DT_are_found() =>
        Assert.Equal(["http://a.example/", "http://b.example/", "http://c.example/"], Urls("""
            <DL><p>
            <A HREF="http://a.example/">A</A>
            <DD>About A, see <a href="http://x.example/">x</a>
            <A HREF="http://b.example/">B</A><A HREF="http://c.example/">C
            </DL>
            """));

    [Theory]
    [InlineData("<b>Bold</b> &amp; <i>brash</i>", "Bold & brash")]
    [InlineData("  two\r\n   lines\t here ", "two lines here")]
    [InlineData("", "")]
    [InlineData("AT&T &copy &copy; &euro; &#8364; &#x20AC; &#150; &nosuch; &", "AT&T &copy © € € € – &nosuch; &")]
    [InlineData("&lt;script&gt; &amp;lt; &NotEqualTilde;", "<script> &lt; ≂̸")]
    [InlineData("a\0b\u0001c&#0;&#7;d\u0085e", "abcde")]
    [InlineData("&#x1F600; 😀 &#xD800;x", "😀 😀 x")]
    [InlineData("&#99999999999999999999; &#x110000;!", "&#99999999999999999999; !")]
    [InlineData("مرحبا שלום 你好", "مرحبا שלום 你好")]
    public void Titles_are_decoded_to_one_clean_line(string markup, string expected) =>
        Assert.Equal(expected, Entry($"<DT><A HREF=\"http://a.example\">{markup}</A>").Title);

    [Theory]
    [InlineData("<DL><DT><H3>F</H3><DL><DT><A HREF='http://a.example'>A</A></DL></DL>", "F")]
    [InlineData(
        "<DL><DT><H3>F</H3><DD>about <a href='http://x.example'>x</a>\n"
            + "<DL><DT><A HREF='http://a.example'>A</A></DL></DL>",
        "F"
    )]
    [InlineData("<dl><dt><h3>F</h3></dt><dd><dl><dt><a href='http://a.example'>A</a></dt></dl></dd></dl>", "F")]
    [InlineData("<h2>F</h2><ul><li><a href='http://a.example'>A</a></ul>", "F")]
    [InlineData("<h4>F</h4><ol><li><a href='http://a.example'>A</a></ol>", "F")]
    [InlineData("<h6>F<menu><li><a href='http://a.example'>A</a></menu>", "F")]
    [InlineData("<H1>Bookmarks</H1><DL><DT><A HREF='http://a.example'>A</A></DL>", "")]
    [InlineData("<DL></DL></DL></DL></DL><H3>F</H3><DL><A HREF='http://a.example'>A</A>", "F")]
    [InlineData("<DL><DT><H3>Empty</H3><DT><H3>F</H3><DL><A HREF='http://a.example'>A</A>", "F")]
    [InlineData("<DL><DT><H3>E</H3><DL></DL><DL><A HREF='http://a.example'>A</A></DL>", "")]
    [InlineData("<DL><DT><H3></H3><DL><DT><H3>F</H3><DL><A HREF='http://a.example'>A</A>", "F")]
    [InlineData("<DL><DT><H3>a/b</H3><DL><DT><H3>c &gt; d</H3><DL><A HREF='http://a.example'>A</A>", "a/b|c > d")]
    [InlineData(
        "<DL><DT><H3>G</H3><DL><DT><A HREF='http://b.example'>B</A><DD><ul><li>x</DL>"
            + "<DT><H3>F</H3><DL><DT><A HREF='http://a.example'>A</A>",
        "F"
    )]
    public void A_heading_names_the_list_that_follows(string markup, string folder) =>
        Assert.Equal(
            folder,
            string.Join('|', Rows(markup).OfType<BookmarkEntry>().Single(entry => entry.Title == "A").Folder)
        );

    [Fact]
    public void The_folder_depth_follows_nested_lists()
    {
        var entries = Entries("""
            <DL><DT><H3>1</H3><DL><DT><H3>2</H3><DL><DT><A HREF="http://a.example">in 2</A></DL>
            <HR><DT><A HREF="http://b.example">in 1</A></DL><DT><A HREF="http://c.example">outside</A></DL>
            """);
        Assert.Equal(["1|2", "1", ""], entries.Select(entry => string.Join('|', entry.Folder)));
    }

    [Fact]
    public void Links_of_an_ordinary_page_are_found_in_terms_descriptions_headings_and_tables()
    {
        Assert.Equal(
            [
                "!Hidden",
                "http://a.example/",
                "http://b.example/",
                "http://c.example/",
                "http://d.example/",
                "http://e.example/",
            ],
            Urls(
                """
                <html><script>var x = "<a href='http://script.example/'>";</script><style>a > b {}</style>
                <nav><a href=http://a.example/>A</a></nav>
                <dl><dt>Term<dd><a href="http://b.example/">B</a><dd><a href="http://c.example/">C</a></dl>
                <h2><a href="http://d.example/">D</a></h2>
                <a href="http://e.example/"><h3>E</h3><p>more</p></a>
                """
            )
        );
    }

    [Fact]
    public void Attributes_are_read_in_every_notation()
    {
        var entry = Entry(
            "<dT><a\r\n\tHREF = 'http://a.example/?q=\"x\"' private ADD_DATE=1234567890 "
                + "href=\"http://second.example\" bookmarks=\"x\" =odd= stray\" / TAGS='a' >A</a>"
        );
        Assert.Equal("http://a.example/?q=\"x\"", entry.Url);
        Assert.Equal(Utc(2009, 2, 13, 23, 31, 30), entry.AddedAt);
        Assert.True(entry.IsPrivate);
        Assert.Equal(["a"], entry.Tags);
    }

    [Fact]
    public void A_missing_quotation_mark_loses_one_row_which_is_reported()
    {
        var rows = Rows("<DL>\n<DT><A HREF=\"http://a.example/>A</A>\n<DT><A HREF=\"http://b.example/\">B</A>\n</DL>");
        Assert.Equal((RefusalReason.Unfinished, 2), (Assert.IsType<RefusedEntry>(rows[0]).Reason, rows[0].Line));
        Assert.Equal("http://b.example/", Assert.IsType<BookmarkEntry>(rows[1]).Url);
    }

    [Theory]
    [InlineData("<DL>\n<DT><A HREF=\"http://a.example/\">A</A>\n<DT><A HREF=\"http://b.exam", RefusalReason.Unfinished)]
    [InlineData("<DL>\n<DT><A HREF=\"http://a.example/\">A</A>\n<DT><H3 ADD_DATE=\"16000", RefusalReason.CutOff)]
    public void A_truncated_file_is_reported(string text, RefusalReason reason)
    {
        var rows = Rows(text);
        Assert.Equal("http://a.example/", Assert.IsType<BookmarkEntry>(rows[0]).Url);
        Assert.Equal((reason, 3), (Assert.IsType<RefusedEntry>(rows[1]).Reason, rows[1].Line));
    }

    [Fact]
    public void An_unclosed_tag_ends_at_the_next_tag() =>
        Assert.Equal(
            ["http://a.example/", "http://b.example/"],
            Urls("<DT><A HREF=\"http://a.example/\"\n<DT><A HREF=\"http://b.example/\">B</A>")
        );
}
