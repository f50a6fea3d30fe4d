using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkDescriptionTests
{
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
}
