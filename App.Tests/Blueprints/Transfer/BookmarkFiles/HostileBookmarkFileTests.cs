using App.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Testing;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.HostileFiles;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Tests the parser of bookmark files with files that are very large, deeply nested or endless.</summary>
[Collection(nameof(MemoryTests))]
public sealed class HostileBookmarkFileTests
{
    static readonly string kilobyte64 = new('x', 64 * 1024);

    [Fact]
    public void Many_links_are_read_in_constant_memory()
    {
        var folder =
            "<DT><H3 ADD_DATE=\"1500000000\">A folder</H3>\n<DL><p>\n"
            + string.Concat(Enumerable.Range(0, 1000).Select(Link))
            + "</DL><p>\n";
        using var stream = new EndlessStream(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n",
            _ => folder,
            200,
            "</DL><p>\n"
        );
        var reader = new BookmarkFileReader(stream);
        var (count, peak, position, before) = (0, 0L, 0L, GC.GetTotalMemory(forceFullCollection: true));
        foreach (var row in reader.Read())
        {
            Assert.IsType<BookmarkEntry>(row);
            Assert.Equal(++count, row.Number);
            if (count % 20_000 != 0) continue;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.True(reader.BytesRead > position);
            position = reader.BytesRead;
        }
        Assert.Equal(200_000, count);
        Assert.Equal(stream.BytesMade, reader.BytesRead);
        Assert.True(stream.BytesMade > 60 * Megabyte);
        Assert.InRange(peak, long.MinValue, 16 * Megabyte);

        static string Link(int number) =>
            $"<DT><A HREF=\"https://host{number}.example/a/page/{number}?x=1&amp;y=2\" "
            + $"ADD_DATE=\"{1400000000 + number}\" LAST_MODIFIED=\"{1400000001 + number}\" "
            + $"PRIVATE=\"{number % 2}\" TOREAD=\"0\" TAGS=\"reading,tag{number % 100},two words\">"
            + $"The title of page number {number} &amp; what it is about</A>\n"
            + $"<DD>A description of the page with the number {number}, "
            + "long enough to be like one that somebody wrote down to find it again.\n";
    }

    [Theory]
    [InlineData(
        "an attribute of 256 MB",
        "<DT><A HREF=\"http://a.example/",
        4_096,
        "\">A</A>",
        RefusalReason.UrlTooLong
    )]
    [InlineData("an unknown attribute of 256 MB", "<DT><A HREF=\"http://a.example/\" X=\"", 4_096, "\">A</A>", null)]
    [InlineData(
        "an icon of 128 MB",
        "<DT><A HREF=\"http://a.example/\" ICON=\"data:image/png;base64,",
        2_000,
        "\">A</A>",
        null
    )]
    [InlineData("an attribute without end", "<DT><A HREF=\"http://a.example/", 2_000, "", RefusalReason.Unfinished)]
    [InlineData(
        "an unquoted attribute without end",
        "<DT><A HREF=http://a.example/",
        2_000,
        "",
        RefusalReason.Unfinished
    )]
    [InlineData(
        "an attribute name without end",
        "<DT><A HREF=\"http://a.example/\" ",
        2_000,
        "",
        RefusalReason.Unfinished
    )]
    [InlineData("a tag name without end", "<", 2_000, "", RefusalReason.CutOff)]
    [InlineData("a title without end", "<DT><A HREF=\"http://a.example/\">", 2_000, "", null)]
    [InlineData("a description without end", "<DT><A HREF=\"http://a.example/\">A</A><DD>", 2_000, "", null)]
    [InlineData("a note of 128 MB", "<DT><A HREF=\"http://a.example/\" NOTES='", 2_000, "'>A</A>", null)]
    [InlineData("tags of 128 MB", "<DT><A HREF=\"http://a.example/\" TAGS='", 2_000, "'>A</A>", null)]
    [InlineData("a folder name without end", "<DT><A HREF=\"http://a.example/\">A</A><DT><H3>", 2_000, "", null)]
    public void Endless_text_neither_exhausts_memory_nor_hangs(
        string what,
        string start,
        int pieces,
        string end,
        RefusalReason? reason
    )
    {
        var rows = Read(new EndlessStream(start, _ => kilobyte64, pieces, end));
        Assert.True(rows.Count == 1, what);
        Assert.Equal(reason, (rows[0] as RefusedEntry)?.Reason);
    }

    [Theory]
    [InlineData("DL", "<DL>", 300_000)]
    [InlineData("named DL", "<DT><H3>folder</H3><DL><p>\n", 300_000)]
    [InlineData("unopened lists", "</DL></ul>", 300_000)]
    [InlineData("UL under unclosed DL", "<ul></dl>", 700_000)]
    [InlineData("attributes", "<A a=1 b=2 c d='' ", 300_000)]
    [InlineData("comments", "<!-- ", 300_000)]
    [InlineData("dashes", "<!----", 300_000)]
    [InlineData("ampersands", "&&&&&&&&", 300_000)]
    [InlineData("headings", "<h2>", 700_000)]
    [InlineData("descriptions", "<DD>", 700_000)]
    [InlineData("anchors in a description", "<a href='http://b.example/'>", 200_000)]
    [InlineData("scripts", "<script>", 700_000)]
    [InlineData("less-than signs", "<<<<</</</<!<!<?", 200_000)]
    [InlineData("NUL", "\0<text text text>", 200_000)]
    public void Endless_markup_neither_exhausts_memory_nor_hangs(string what, string piece, int pieces)
    {
        var start = "<DL><DT><A HREF=\"http://a.example/\">A</A>" + (what.Contains("description") ? "<DD>" : "");
        var many = string.Concat(Enumerable.Repeat(piece, 1000));
        var rows = Read(new EndlessStream(start, _ => many, pieces / 1000, "</DL>"), keep: 3);
        Assert.Equal("http://a.example/", Assert.IsType<BookmarkEntry>(rows[0]).Url);
    }
}
