using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using App.Blueprints.Transfer;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Exports;
using App.Tests.Blueprints.Transfer.Exports;
using CsvHelper;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Exported links are the same after an import.</summary>
public sealed class BookmarkRoundTripTests
{
    static readonly string[] awkward =
    [
        "plain",
        "",
        "5 < 6 & 7 > 3",
        "\"double\" and 'single'",
        "&amp; &lt;b&gt; &#10; &copy",
        "<DT><A HREF=\"http://x.example\">x</A>",
        "</A></DL>",
        "<!-- open",
        "</title><script>alert(1)</script>",
        "[linkding-notes]not a note[/linkding-notes]",
        "[/linkding-notes] [linkding-notes]",
        "=1+1",
        "'quoted'",
        "a,b;c\\d/e",
        "日本語 العربية עברית",
        "👩‍👩‍👧 e\u0301 \u200F",
        "tail\\",
        "{\"json\": [1]}",
        "a\tb",
        "---",
        "<?php ?>",
        "#hash",
        "http://x.example/",
    ];

    static readonly string[] multiline =
    [
        "one\ntwo",
        "para\n\n\npara",
        "  * item\n    * inner\n\tend",
        "<DD>x\n<DT>\n<A HREF=\"http://x.example\" ADD_DATE=\"1\">y",
    ];

    [Theory]
    [InlineData("html")]
    [InlineData("linkding")]
    public async Task Netscape_files_are_read_back_unchanged(string format)
    {
        var links = Links();
        var entries = BookmarkText.Entries(await LinkWriterTests.Written(format, [.. links]));
        Assert.Equal(links.Count, entries.Count);
        foreach (var (link, entry) in links.Zip(entries))
        {
            Assert.Equal(link.Url, entry.Url);
            Assert.Equal(link.Title.Replace("\t", " "), entry.Title);
            Assert.Equal(link.Description.Trim(), entry.Description);
            Assert.Equal(link.Note.Trim(), entry.Note);
            Assert.Equal(link.Tags, entry.Tags);
            Assert.Equal(link.FolderNames.Select(name => name.Replace("\t", " ")), entry.Folder);
            Assert.Equal((link.AddedAt, link.ModifiedAt), (entry.AddedAt, entry.ModifiedAt));
            Assert.Equal(
                (!link.IsPublic, link.IsUnread, link.IsArchived, link.IsStarred),
                (entry.IsPrivate, entry.IsUnread, entry.IsArchived, entry.IsStarred)
            );
            Assert.Equal(EntryRemarks.None, entry.Remarks);
        }
    }

    [Fact]
    public async Task CSV_files_are_read_back_unchanged()
    {
        var links = Links();
        using var csv = CsvReader.FromText(await LinkWriterTests.Written("csv", [.. links]));
        foreach (var link in links)
        {
            Assert.True(csv.Read());
            Assert.Equal(
                [link.Url, link.Title, link.Description, link.Note, string.Join(',', link.Tags)],
                new[] { "url", "title", "description", "note", "tags" }.Select(name =>
                    CsvLinkWriter.Restore(csv.GetString(name))
                )
            );
            Assert.Equal(link.AddedAt, DateTimeOffset.Parse(csv.GetString("added_at"), CultureInfo.InvariantCulture));
        }
        Assert.False(csv.Read());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task JSON_files_are_read_back_unchanged(string format)
    {
        var links = Links();
        var text = await LinkWriterTests.Written(format, [.. links]);
        ExportedLink[] read = format == "json"
            ? [.. JsonNode.Parse(text)!.AsArray().Select(row => FromJson(row!.AsObject()))]
            : [.. text.TrimEnd('\n').Split('\n').Select(line => FromJson(JsonNode.Parse(line)!.AsObject()))];
        Assert.Equal(links.Count, read.Length);
        foreach (var (link, again) in links.Zip(read))
        {
            Assert.Equal(link.Tags, again.Tags);
            Assert.Equal(link, again with { Tags = link.Tags });
        }
    }

    static ExportedLink FromJson(JsonObject row)
    {
        // The file contains the names of the folders; a link contains their path.
        row["folder"] = FolderPath.Join(row["folder"]!.AsArray().Select(name => (string)name!));
        return row.Deserialize<ExportedLink>(snakeCase)!;
    }

    static readonly JsonSerializerOptions snakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public async Task Control_characters_and_unpaired_surrogates_do_not_break_a_file()
    {
        var link = LinkWriterTests.Link(1) with
        {
            Title = "a\0b\u0007c\uD800d",
            Description = "x\0y",
            Tags = ["t\0"],
            Folder = "f\u0001",
        };
        var entry = BookmarkText.Entry(await LinkWriterTests.Written("html", link));
        Assert.Equal(("abc\uFFFDd", "xy"), (entry.Title, entry.Description));
        Assert.Equal(["t"], entry.Tags);
        Assert.Equal(["f"], entry.Folder);
        JsonDocument.Parse(await LinkWriterTests.Written("json", link)).Dispose();
    }

    [Fact]
    public async Task An_HTML_parser_finds_the_same_links_in_the_same_folders()
    {
        var links = Links();
        using var page = new HtmlParser().ParseDocument(await LinkWriterTests.Written("html", [.. links]));
        var anchors = page.QuerySelectorAll("a");
        Assert.Equal(links.Count, anchors.Length);
        foreach (var (link, anchor) in links.Zip(anchors))
        {
            Assert.Equal((link.Url, link.Title), (anchor.GetAttribute("href"), anchor.TextContent));
            Assert.Equal(link.Note, anchor.GetAttribute("notes") ?? "");
            Assert.Equal(string.Join(',', link.Tags), anchor.GetAttribute("tags")?.TrimEnd(',') ?? "");
            Assert.Equal(
                link.FolderNames,
                anchor
                    .Ancestors<IElement>()
                    .Where(element => element.LocalName == "dl")
                    .Select(list => list.PreviousElementSibling)
                    .Where(heading => heading?.LocalName == "h3")
                    .Select(heading => heading!.TextContent)
                    .Reverse()
            );
        }
    }

    static List<ExportedLink> Links()
    {
        string[] urls =
        [
            "https://example.org/",
            "https://example.org/?a=1&b=2&copy=3&lt;x",
            "https://example.org/\"q\"'s'<x>",
            "http://user:word@[::1]:8080/%22%00",
            "ftp://files.example/ü/日本?#%20",
        ];
        List<ExportedLink> links = [];
        string[] texts = [.. awkward, .. multiline];
        for (var number = 0; number < 120; number++)
        {
            var name = awkward[number % awkward.Length];
            links.Add(
                LinkWriterTests.Link(number) with
                {
                    Url = urls[number % urls.Length],
                    Title = name,
                    Description = texts[number * 7 % texts.Length],
                    Note = texts[number * 11 % texts.Length],
                    Tags = (number % 4) switch
                    {
                        0 => [],
                        1 => ["single"],
                        2 => ["two words"],
                        _ => ["ä&b", "<c>", "two words", "日本"],
                    },
                    Folder = (number / 10 % 5) switch
                    {
                        0 => "",
                        1 => "Folder",
                        2 => FolderPath.Join(["Folder", "in/side & <out>"]),
                        3 => "Folder/日本/\"x\"/y",
                        _ => "Unread",
                    },
                    IsPublic = number % 2 == 0,
                    IsUnread = number % 3 == 0,
                    IsStarred = number % 5 == 0,
                    IsArchived = number % 7 == 0,
                    ModifiedAt = number % 4 == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(1600000000 + number),
                }
            );
        }
        return links;
    }
}
