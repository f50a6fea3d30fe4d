using System.Text;
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

    [Fact]
    public void A_link_in_a_description_is_text()
    {
        const string url = "http://y.example/";
        var entries = Entries($"""
            <DL><p>
            <DT><A HREF="http://a.example/">A</A>
            <DD>See <a href="http://x.example/?a=1&amp;b=2">this <b>page</b></a>, <a href="{url}">{url}</a> and
            <a href="/z">that</a>.
            <a href="http://w.example/">w</a>
            <DT><A HREF="http://b.example/">B</A>
            </DL>
            """);
        Assert.Equal(["http://a.example/", "http://b.example/"], entries.Select(entry => entry.Url));
        Assert.Equal(
            "See this page (http://x.example/?a=1&b=2), http://y.example/ and\nthat.\nw (http://w.example/)",
            entries[0].Description
        );
    }

    [Fact]
    public void A_dated_link_at_the_start_of_a_line_ends_a_description() =>
        Assert.Equal(
            2,
            Entries(
                "<DL><DT><A HREF=\"http://a.example\" ADD_DATE=\"1\">A</A><DD>text\n"
                    + "  <A HREF=\"http://b.example\" ADD_DATE=\"2\">B</A></DL>"
            ).Count
        );

    [Fact]
    public void Markup_in_a_description_is_converted_to_text()
    {
        Assert.Equal("foo & bar baz", Description("foo &amp; <b>bar</b> baz"));
        Assert.Equal("one\ntwo\nthree", Description("one<br>two<br />\nthree"));
        Assert.Equal("a\nx\ny\nb", Description("<p>a</p><ul><li>x</li><li>y</li></ul><p>b</p>"));
        Assert.Equal(
            "a < b, List<T>, <stdio.h>, x <3, <!doctype html>",
            Description("a < b, List<T>, <stdio.h>, x <3, <!doctype html>")
        );
        Assert.Equal("<?php echo \"<b>\"; ?>", Description("&lt;?php echo &quot;&lt;b&gt;&quot;; ?&gt;"));
        Assert.Equal("Summary\ntext\n* item", Description("<h2>Summary</h2>\ntext\n* item"));
        Assert.Equal("first\nsecond", Description("first<DD>second"));

        static string Description(string dd) =>
            Entry($"<DL><p><DT><A HREF=\"http://a.example/\">A</A>\n<DD>{dd}\n</DL>").Description;
    }

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
    public void A_link_in_the_description_of_a_folder_is_refused() =>
        Assert.Equal(
            ["!FolderDescription", "http://a.example"],
            Urls(
                "<DL><DT><H3>F</H3><DD>about <a href='http://x.example'>x</a>\n"
                    + "<DL><DT><A HREF='http://a.example'>A</A></DL></DL>"
            )
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
    public void A_description_before_its_link_is_read_if_the_list_starts_with_one()
    {
        var entries = Entries("""
            <DL><p>
            <DD>About <b>A</b> &amp; more
            <DT><A HREF="http://a.example/">A</A>
            <DT><A HREF="http://b.example/">B</A>
            <DD>About C
            <!-- a comment -->
            <DT><A HREF="http://c.example/">C</A>
            <DT><H3>F</H3>
            <DL><p>
            <DT><A HREF="http://d.example/">D</A>
            <DD>About D
            </DL><p>
            </DL><p>
            """);
        Assert.Equal(["About A & more", "", "About C", "About D"], entries.Select(entry => entry.Description));
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

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\r")]
    [InlineData("\r")]
    public void Every_kind_of_line_break_counts_as_one_line(string lineBreak) =>
        Assert.Equal(
            4,
            Entry(string.Join(lineBreak, "<DL>", "", "", "<DT><A HREF=\"http://a.example\">A</A>", "</DL>")).Line
        );

    [Theory]
    [InlineData("utf-8", true, "")]
    [InlineData("utf-16", true, "")]
    [InlineData("utf-16BE", true, "")]
    [InlineData("utf-32", true, "")]
    [InlineData("utf-16", false, "")]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-8", false, "")]
    [InlineData("utf-8", false, "iso-8859-1")]
    [InlineData("utf-8", false, "shift_jis")]
    [InlineData("utf-8", false, "no-such-set")]
    [InlineData("windows-1252", false, "")]
    [InlineData("windows-1252", false, "utf-8")]
    [InlineData("windows-1252", false, "windows-1252")]
    [InlineData("windows-1252", false, "utf-16")]
    public void The_encoding_is_detected(string encoding, bool hasMark, string declared)
    {
        var writer = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var meta =
            declared.Length > 0 ? $"<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={declared}\">" : "";
        var text =
            $"<!DOCTYPE NETSCAPE-Bookmark-file-1>{meta}"
                + "<DL><DT><A HREF=\"http://a.example/é\">Ça coûte 5 € – “déjà”</A></DL>";
        byte[] bytes = [.. hasMark ? writer.GetPreamble() : [], .. writer.GetBytes(text)];
        var entry = Assert.IsType<BookmarkEntry>(Assert.Single(Rows(bytes)));
        Assert.Equal(("Ça coûte 5 € – “déjà”", "http://a.example/é"), (entry.Title, entry.Url));
    }

    [Theory]
    [InlineData("shift_jis", "日本語のページ")]
    [InlineData("koi8-r", "Привет, мир")]
    [InlineData("windows-1251", "Рёв и ещё")]
    [InlineData("gb2312", "中文网页")]
    public void A_declared_encoding_is_used_if_the_bytes_match(string encoding, string title)
    {
        var writer = CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        var entry = Rows(
            writer.GetBytes($"<meta charset='{encoding}'><DL><DT><A HREF='http://a.example/'>{title}</A></DL>")
        )[0];
        Assert.Equal(title, Assert.IsType<BookmarkEntry>(entry).Title);
    }

    [Fact]
    public void One_invalid_byte_damages_nothing_else()
    {
        byte[] bytes = [.. "<DL><DT><A HREF='http://a.example/'>gr\u00fcn "u8, 0xE9, .. " blau \u00e9</A></DL>"u8];
        Assert.Equal("grün é blau é", Assert.IsType<BookmarkEntry>(Rows(bytes)[0]).Title);
    }
}
