using App.Blueprints.Links;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Files that are too large, too deeply nested or endless.</summary>
[Collection(nameof(MemoryTests))]
public sealed class HostileBookmarkFileTests
{
    const long Megabyte = 1024 * 1024;
    static readonly string kilobyte64 = new('x', 64 * 1024);

    [Fact]
    public void A_million_links_are_read_in_constant_memory()
    {
        var folder =
            "<DT><H3 ADD_DATE=\"1500000000\">A folder</H3>\n<DL><p>\n"
            + string.Concat(Enumerable.Range(0, 1000).Select(Link))
            + "</DL><p>\n";
        using var stream = new EndlessStream(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n",
            _ => folder,
            1000,
            "</DL><p>\n"
        );
        var reader = new BookmarkFileReader(stream);
        var (count, peak, position, before) = (0, 0L, 0L, GC.GetTotalMemory(forceFullCollection: true));
        foreach (var row in reader.Read())
        {
            Assert.IsType<BookmarkEntry>(row);
            Assert.Equal(++count, row.Number);
            if (count % 100_000 != 0) continue;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.True(reader.BytesRead > position);
            position = reader.BytesRead;
        }
        Assert.Equal(1_000_000, count);
        Assert.Equal(stream.BytesMade, reader.BytesRead);
        Assert.True(stream.BytesMade > 300 * Megabyte);
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
        "an attribute of 2 GB",
        "<DT><A HREF=\"http://a.example/",
        32_768,
        "\">A</A>",
        RefusalReason.UrlTooLong
    )]
    [InlineData("an unknown attribute of 2 GB", "<DT><A HREF=\"http://a.example/\" X=\"", 32_768, "\">A</A>", null)]
    [InlineData(
        "an icon of 500 MB",
        "<DT><A HREF=\"http://a.example/\" ICON=\"data:image/png;base64,",
        8_192,
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
    [InlineData("a title without end", "<DT><A HREF=\"http://a.example/\">", 8_192, "", null)]
    [InlineData("a description without end", "<DT><A HREF=\"http://a.example/\">A</A><DD>", 8_192, "", null)]
    [InlineData("a note of 500 MB", "<DT><A HREF=\"http://a.example/\" NOTES='", 8_192, "'>A</A>", null)]
    [InlineData("tags of 500 MB", "<DT><A HREF=\"http://a.example/\" TAGS='", 8_192, "'>A</A>", null)]
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
    [InlineData("DL", "<DL>", 3_000_000)]
    [InlineData("named DL", "<DT><H3>folder</H3><DL><p>\n", 300_000)]
    [InlineData("unopened lists", "</DL></ul>", 3_000_000)]
    [InlineData("UL under unclosed DL", "<ul></dl>", 2_000_000)]
    [InlineData("attributes", "<A a=1 b=2 c d='' ", 1_000_000)]
    [InlineData("comments", "<!-- ", 1_000_000)]
    [InlineData("dashes", "<!----", 1_000_000)]
    [InlineData("ampersands", "&&&&&&&&", 1_000_000)]
    [InlineData("headings", "<h2>", 2_000_000)]
    [InlineData("descriptions", "<DD>", 2_000_000)]
    [InlineData("anchors in a description", "<a href='http://b.example/'>", 500_000)]
    [InlineData("scripts", "<script>", 2_000_000)]
    [InlineData("less-than signs", "<<<<</</</<!<!<?", 500_000)]
    [InlineData("NUL", "\0<text text text>", 500_000)]
    public void Endless_markup_neither_exhausts_memory_nor_hangs(string what, string piece, int pieces)
    {
        var start = "<DL><DT><A HREF=\"http://a.example/\">A</A>" + (what.Contains("description") ? "<DD>" : "");
        var many = string.Concat(Enumerable.Repeat(piece, 1000));
        var rows = Read(new EndlessStream(start, _ => many, pieces / 1000, "</DL>"), keep: 3);
        Assert.Equal("http://a.example/", Assert.IsType<BookmarkEntry>(rows[0]).Url);
    }

    [Fact]
    public void Nesting_of_500_levels_keeps_the_first_100_names_with_a_remark()
    {
        var opening = string.Concat(Enumerable.Range(1, 500).Select(level => $"<DT><H3>{level}</H3><DL><p>\n"));
        var entries = BookmarkText.Entries(
            $"<DL>{opening}<DT><A HREF=\"http://deep.example\">Deep</A>"
                + string.Concat(Enumerable.Repeat("</DL>", 499))
                + "<DT><A HREF=\"http://flat.example\">Flat</A></DL></DL>"
        );
        Assert.Equal(Enumerable.Range(1, 100).Select(level => $"{level}"), entries[0].Folder);
        Assert.Equal(EntryRemarks.FolderCut, entries[0].Remarks);
        Assert.Equal(["1"], entries[1].Folder);
        Assert.Equal(EntryRemarks.None, entries[1].Remarks);
    }

    [Fact]
    public void Shortened_fields_are_remarked()
    {
        var entry = BookmarkText.Entry($"""
            <DT><H3>{new('f', 600)}</H3><DL>
            <DT><A HREF="http://a.example" NOTES="{new('n', 200_000)}" SHORTCUTURL="{new('k', 600)}" TAGS="{new(
                't',
                300
            )}">{new('x', 5000)}</A>
            <DD>{new('d', 200_000)}
            </DL>
            """);
        Assert.Equal(
            EntryRemarks.TitleCut
                | EntryRemarks.DescriptionCut
                | EntryRemarks.NoteCut
                | EntryRemarks.TagsCut
                | EntryRemarks.FolderCut
                | EntryRemarks.TextCut,
            entry.Remarks
        );
        Assert.Equal(
            (
                BookmarkLimits.Title,
                BookmarkLimits.Description,
                BookmarkLimits.Note,
                BookmarkLimits.Tag,
                BookmarkLimits.FolderName,
                LinkLimits.Keyword
            ),
            (
                entry.Title.Length,
                entry.Description.Length,
                entry.Note.Length,
                entry.Tags[0].Length,
                entry.Folder[0].Length,
                entry.Texts.Keyword.Length
            )
        );
    }

    [Fact]
    public void The_longest_URL_is_read_and_a_longer_one_refused()
    {
        var url = "http://a.example/" + new string('x', BookmarkLimits.Url - 17);
        Assert.Equal(url, BookmarkText.Entry($"<A HREF=\"{url}\">A</A>").Url);
        var refused = BookmarkText.Refused($"<A HREF=\"{url}x\">A</A>");
        Assert.Equal((RefusalReason.UrlTooLong, BookmarkLimits.RefusedText), (refused.Reason, refused.Url.Length));
        Assert.Equal(
            RefusalReason.Script,
            BookmarkText.Refused($"<A HREF=\"javascript:{new string('x', 500_000)}\">A</A>").Reason
        );
    }

    [Fact]
    public void Random_bytes_are_read_to_the_end()
    {
        string[] parts =
        [
            "<DL>",
            "</DL>",
            "<DT>",
            "<A HREF=\"http://a.example/",
            "\">",
            "</A>",
            "<DD>",
            "<H3 ",
            "</H3>",
            "<ul>",
            "</ul>",
            "&amp;",
            "&#x",
            "<!--",
            "-->",
            "\"",
            "'",
            "=",
            "<",
            ">",
            "/",
            "\n",
            "\0",
            "é",
            "\uFFFF",
            " TAGS=\"",
            " ADD_DATE=",
            "9999999999999999",
            "[linkding-notes]",
            "<script>",
            "</script>",
            "😀",
            "<h1>",
            "<HR>",
        ];
        var random = new Random(20251122);
        for (var file = 0; file < 3_000; file++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(80)).Select(_ => parts[random.Next(parts.Length)])
            );
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reader = new BookmarkFileReader(new MemoryStream(bytes));
            var rows = reader.Read().ToList();
            Assert.Equal(bytes.Length, reader.BytesRead);
            Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => row.Number));
            Assert.Equal(Describe(rows), Describe(BookmarkText.Rows(bytes)));
        }

        static List<string> Describe(List<BookmarkRow> rows) =>
            [
                .. rows.Select(row =>
                    row is BookmarkEntry entry
                        ? $"{entry.Line} {entry.Url} {entry.Title} {entry.Description} "
                            + $"{entry.Note} {string.Join(',', entry.Tags)} {string.Join('/', entry.Folder)}"
                        : $"{row}"
                ),
            ];
    }

    [Fact]
    public void A_stream_with_one_byte_per_read_gives_the_same_rows()
    {
        var blanks = new string(' ', 70_000);
        var text =
            $"<DL>{blanks}\r\n<DT><H3>Größe</H3><DL>\r\n"
                + "<DT><A HREF=\"http://a.example/?a&amp;b\" TAGS='é,😀'>Ein &lt;Titel&gt; € 😀</A>\r\n"
                + "<DD>Text<br>zwei\r\n</DL></DL>";
        var entry = Assert.IsType<BookmarkEntry>(
            Assert.Single(new BookmarkFileReader(new SlowStream(System.Text.Encoding.UTF8.GetBytes(text))).Read())
        );
        Assert.Equal(
            ("http://a.example/?a&b", "Ein <Titel> € 😀", "Text\nzwei", 3),
            (entry.Url, entry.Title, entry.Description, entry.Line)
        );
        Assert.Equal(["é", "😀"], entry.Tags);
        Assert.Equal(["Größe"], entry.Folder);
    }

    [Fact]
    public void Interrupted_reading_continues_at_the_next_row()
    {
        var text =
            "<DL>"
            + string.Concat(
                Enumerable
                    .Range(1, 50)
                    .Select(number =>
                        $"<DT><A HREF=\"{(number % 7 == 0 ? "about:x" : $"http://a.example/{number}")}\">{number}</A>\n"
                    )
            );
        var whole = BookmarkText.Urls(text);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var first = new BookmarkFileReader(new MemoryStream(bytes)).Read().Take(23).ToList();
        var rest = new BookmarkFileReader(new MemoryStream(bytes)).Read().Skip(first.Count).ToList();
        Assert.Equal((50, 24), (first.Count + rest.Count, rest[0].Number));
        Assert.Equal(whole[23], ((BookmarkEntry)rest[0]).Url);
    }

    static List<BookmarkRow> Read(EndlessStream stream, int keep = 10)
    {
        List<BookmarkRow> rows = [];
        using (stream)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var reader = new BookmarkFileReader(stream);
            foreach (var row in reader.Read())
            {
                if (rows.Count < keep) rows.Add(row);
            }
            Assert.Equal(stream.BytesMade, reader.BytesRead);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * Megabyte);
            GC.KeepAlive(reader);
        }
        return rows;
    }
}

sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
}
