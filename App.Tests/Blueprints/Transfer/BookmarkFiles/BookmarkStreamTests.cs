using App.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

[Collection(nameof(MemoryTests))]
public sealed class BookmarkStreamTests
{
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
}
