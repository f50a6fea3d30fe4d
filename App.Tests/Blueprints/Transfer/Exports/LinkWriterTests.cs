using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using App.Blueprints.Transfer;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Exports;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class LinkWriterTests
{
    public static TheoryData<string> Formats => ["html", "linkding", "csv", "json", "jsonl"];

    [Fact]
    public async Task Netscape_files_are_nested_like_those_of_browsers()
    {
        var text = await Written(
            "html",
            Link(1) with
            {
                Folder = "",
            },
            Link(2) with
            {
                Folder = "A & B",
                IsPublic = true,
                IsUnread = true,
                ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(1600000000),
            },
            Link(3) with
            {
                Folder = "A & B/C",
                Tags = ["one", "two words"],
                Description = "a <b>\r\nline",
            },
            Link(4) with
            {
                Folder = "D/C",
                Title = "5 > 4 \"and\"\n'so'",
                Url = "https://example.org/?a=\"1\"&b='2'",
            }
        );
        const string second = "ADD_DATE=\"1500000002\" LAST_MODIFIED=\"1600000000\" PRIVATE=\"0\" TOREAD=\"1\"";
        const string third = "ADD_DATE=\"1500000003\" PRIVATE=\"1\" TOREAD=\"0\" TAGS=\"one,two words\"";
        const string fourth = "ADD_DATE=\"1500000004\" PRIVATE=\"1\" TOREAD=\"0\"";
        const string title = "5 &gt; 4 &quot;and&quot; &#39;so&#39;";
        Assert.Equal(
            $"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            <TITLE>Bookmarks</TITLE>
            <H1>Bookmarks</H1>
            <DL><p>
                <DT><A HREF="https://example.org/1" ADD_DATE="1500000001" PRIVATE="1" TOREAD="0">Link 1</A>
                <DT><H3>A &amp; B</H3>
                <DL><p>
                    <DT><A HREF="https://example.org/2" {second}>Link 2</A>
                    <DT><H3>C</H3>
                    <DL><p>
                        <DT><A HREF="https://example.org/3" {third}>Link 3</A>
            <DD>a &lt;b&gt;
            line
                    </DL><p>
                </DL><p>
                <DT><H3>D</H3>
                <DL><p>
                    <DT><H3>C</H3>
                    <DL><p>
                        <DT><A HREF="https://example.org/?a=&quot;1&quot;&amp;b=&#39;2&#39;" {fourth}>{title}</A>
                    </DL><p>
                </DL><p>
            </DL><p>

            """, text);
    }

    [Fact]
    public async Task A_note_is_written_as_the_NOTES_attribute_or_with_linkding_markers()
    {
        var link = Link(1) with
        {
            Note = "quiet\n\"word\"",
            Description = "open",
            IsArchived = true,
            IsStarred = true,
            Tags = ["t"],
        };
        Assert.Contains(
            "TAGS=\"t\" STARRED=\"1\" ARCHIVED=\"1\" NOTES=\"quiet&#10;&quot;word&quot;\">Link 1</A>\n<DD>open\n",
            await Written("html", link)
        );
        var forLinkding = await Written("linkding", link);
        Assert.Contains("TAGS=\"t,linkding:bookmarks.archived\"", forLinkding);
        Assert.Contains("<DD>open[linkding-notes]quiet\n&quot;word&quot;[/linkding-notes]\n", forLinkding);
        Assert.DoesNotContain("NOTES=", forLinkding);
    }

    [Fact, Trait("Statement", "P19.2")]
    public async Task CSV_is_quoted_with_CRLF_and_without_formulas()
    {
        var text = await Written(
            "csv",
            Link(1) with
            {
                Title = "=HYPERLINK(\"http://evil.example\",\"x\")",
                Description = "two\nlines, \"quoted\"",
                Note = "@note",
                Tags = ["-a", "ü"],
                Folder = FolderPath.Join(["in/out", "back\\slash"]),
                ModifiedAt = DateTimeOffset.FromUnixTimeMilliseconds(1600000000120),
            }
        );
        Assert.Equal(
            "url,title,description,note,tags,folder,"
                + "is_public,is_unread,is_starred,is_archived,added_at,modified_at,keyword\r\n"
                + "https://example.org/1,\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\","
                + "\"two\nlines, \"\"quoted\"\"\",'@note,\"'-a,ü\",in\\/out/back\\\\slash,"
                + "false,false,false,false,2017-07-14T02:40:01Z,2020-09-13T12:26:40.12Z,\r\n",
            text
        );
    }

    [Theory, Trait("Statement", "P19.2")]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("'=already")]
    [InlineData("'quoted'")]
    [InlineData("plain = text")]
    [InlineData("")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("﹦1")]
    [InlineData(" =1")]
    [InlineData("\u00a0\u200b=1")]
    [InlineData("\u0000=1")]
    [InlineData("\t=1")]
    [InlineData("\r＝1")]
    [InlineData("\n\t-1")]
    [InlineData("\ufeff@x")]
    [InlineData(" ")]
    [InlineData("\ud83d")]
    public void CSV_fields_are_neutralised_and_restored(string field)
    {
        var safe = CsvLinkWriter.Neutralise(field);
        // The text as a spreadsheet may interpret it: without white space and invisible characters, and with full-width
        // characters converted to ASCII.
        var seen = new string([
            .. safe.Where(sign =>
                !char.IsWhiteSpace(sign)
                && !char.IsControl(sign)
                && sign is not ('\u200b' or '\ufeff')
                && !char.IsSurrogate(sign)
            ),
        ]).Normalize(System.Text.NormalizationForm.FormKC);
        Assert.True(seen.Length == 0 || !"=+-@".Contains(seen[0]));
        Assert.True(safe.Length == 0 || !"\t\r\n".Contains(safe[0]));
        Assert.Equal(field, CsvLinkWriter.Restore(safe));
    }

    [Fact]
    public async Task JSON_is_one_array_of_snake_case_objects()
    {
        var link = Link(1) with
        {
            Title = "Ü 😀 <b> \"q\" \\ \u2028 \u0001",
            Tags = ["a"],
            Folder = "F/G",
            IsPublic = true,
        };
        var text = await Written("json", link, Link(2));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        var first = json.RootElement[0];
        Assert.Equal(
            [
                "url",
                "title",
                "description",
                "note",
                "tags",
                "folder",
                "is_public",
                "is_unread",
                "is_starred",
                "is_archived",
                "added_at",
                "modified_at",
                "keyword",
            ],
            first.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(link.Title, first.GetProperty("title").GetString());
        Assert.Equal("G", first.GetProperty("folder")[1].GetString());
        Assert.Equal(link.AddedAt, first.GetProperty("added_at").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("modified_at").ValueKind);
        Assert.Contains("Ü", text);
        Assert.DoesNotContain('\u2028', text);
        Assert.Equal("[]\n", await Written("json"));
    }

    [Fact]
    public async Task JSON_Lines_has_one_object_per_line()
    {
        var text = await Written("jsonl", Link(1) with { Description = "a\nb\r\u0085\u2028\u2029c" }, Link(2));
        var lines = text.TrimEnd('\n').ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            "a\nb\r\u0085\u2028\u2029c",
            JsonDocument.Parse(lines[0]).RootElement.GetProperty("description").GetString()
        );
        Assert.Equal("", await Written("jsonl"));
    }

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.1")]
    public async Task The_first_row_is_sent_before_the_second_is_read(string format)
    {
        var pipe = new Pipe();
        using var writer = Writer(format);
        await writer.WriteAsync(Links(), pipe.Writer, TestContext.Current.CancellationToken);

        IEnumerable<ExportedLink> Links()
        {
            yield return Link(1);
            Assert.True(pipe.Reader.TryRead(out var sent));
            Assert.Contains("example.org/1", Encoding.UTF8.GetString(sent.Buffer));
            pipe.Reader.AdvanceTo(sent.Buffer.End);
            yield return Link(2);
        }
    }

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.4")]
    public async Task A_query_that_fails_at_once_writes_nothing(string format)
    {
        using var output = new MemoryStream();
        using var writer = Writer(format);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            writer.WriteAsync(Failing(0), output, TestContext.Current.CancellationToken)
        );
        Assert.Equal(0, output.Length);
        using var second = Writer(format);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            second.WriteAsync(Failing(5), output, TestContext.Current.CancellationToken)
        );
        Assert.NotEqual(0, output.Length);

        static IEnumerable<ExportedLink> Failing(int after)
        {
            for (var number = 0; number < after; number++) yield return Link(number);
            throw new InvalidOperationException("The query failed.");
        }
    }

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.5")]
    public async Task A_disconnect_closes_the_query(string format)
    {
        var isClosed = false;
        using var cancellation = new CancellationTokenSource();
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        using var writer = Writer(format);
        await writer.WriteAsync(Endless(), pipe.Writer, TestContext.Current.CancellationToken);
        Assert.True(isClosed);

        isClosed = false;
        using var second = Writer(format);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            second.WriteAsync(Endless(), Stream.Null, cancellation.Token)
        );
        Assert.True(isClosed);

        IEnumerable<ExportedLink> Endless()
        {
            try
            {
                for (var number = 1; ; number++)
                {
                    if (number == 1000) cancellation.Cancel();
                    yield return Link(number);
                }
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    internal static LinkWriter Writer(string format) => format switch
    {
        "csv" => new CsvLinkWriter(),
        "json" => new JsonLinkWriter(),
        "jsonl" => new JsonLinkWriter(asLines: true),
        _ => new BookmarkFileWriter(forLinkding: format == "linkding"),
    };

    internal static ExportedLink Link(int number) => new()
    {
        Url = $"https://example.org/{number}",
        Title = $"Link {number}",
        AddedAt = DateTimeOffset.FromUnixTimeSeconds(1500000000 + number),
    };

    internal static async Task<string> Written(string format, params ExportedLink[] links)
    {
        using var output = new MemoryStream();
        using var writer = Writer(format);
        await writer.WriteAsync(links, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
