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
using static App.Tests.Blueprints.Transfer.BookmarkFiles.AwkwardLinks;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Tests that links are the same after an export and an import.</summary>
public sealed class BookmarkRoundTripTests
{
    [Theory]
    [InlineData("html")]
    [InlineData("linkding")]
    public async Task Netscape_files_are_read_back_unchanged(string format)
    {
        var links = All();
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
        var links = All();
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
        var links = All();
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
        // The JSON file has an array of folder names, but ExportedLink has the folder path as one string.
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
        var links = All();
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
}
