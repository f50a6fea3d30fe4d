using System.Text.Json;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class ExportTests : IAsyncLifetime
{
    const string Attributes =
        "ADD_DATE=\"1500000000\" LAST_MODIFIED=\"1600000000\" "
        + "PRIVATE=\"0\" TOREAD=\"1\" SHORTCUTURL=\"sheets\" TAGS=\"css,two words\"";

    const string Library = $"""
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <DL><p>
        <DT><H3>Web</H3>
        <DL><p>
        <DT><H3>Styles &amp; sheets</H3>
        <DL><p>
        <DT><A HREF="https://example.org/css?a=1&amp;b=2" {Attributes}>Cascading "style" &lt;sheets&gt;</A>
        <DD>Lines
        of text
        </DL><p>
        <DT><A HREF="https://example.org/html" ADD_DATE="1400000000" TAGS="html">Markup</A>
        </DL><p>
        <DT><A HREF="https://example.org/calc" ADD_DATE="1300000000">=HYPERLINK("x"), with comma</A>
        </DL><p>
        """;

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
        await ada.Import(Library, ("Form.Visibility", "file"));
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Theory]
    [InlineData("(((")]
    [InlineData("a)")]
    [InlineData("is:nonsense")]
    public async Task An_invalid_search_is_400_in_every_format(string search)
    {
        foreach (var format in (string[])["html", "csv", "json", "jsonl"])
        {
            var url = $"/export/links.{format}?q={Uri.EscapeDataString(search)}";
            var refused = await ada.Get(url);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("nothing was exported", refused.Find("main").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("example.org", refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_bookmark_file_has_nested_folders_and_every_attribute()
    {
        var file = await ada.Get("/export/links.html");
        Assert.Equal("text/html; charset=utf-8", file.Headers["Content-Type"]);
        Assert.Matches(@"^attachment; filename=carafe-\d{4}-\d\d-\d\d\.html", file.Headers["Content-Disposition"]);
        var link = Read(file.Text).Single(entry => entry.Url.EndsWith("b=2", StringComparison.Ordinal));
        Assert.Equal(["Web", "Styles & sheets"], link.Folder);
        Assert.Equal("Cascading \"style\" <sheets>", link.Title);
        Assert.Equal("Lines\nof text", link.Description);
        Assert.Equal(["css", "two words"], link.Tags);
        Assert.Equal((false, true, "sheets"), (link.IsPrivate, link.IsUnread, link.Texts.Keyword));
        Assert.Equal(1_500_000_000, link.AddedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(1_600_000_000, link.ModifiedAt!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task An_export_imported_into_another_account_exports_the_same_file()
    {
        var exported = (await ada.Get("/export/links.html")).Text;
        using var bob = await library.SignUp("bob-b");
        Assert.Equal((3, 0, 0), (await bob.Import(exported, ("Form.Visibility", "file"))).Counts());
        Assert.Equal(exported, (await bob.Get("/export/links.html")).Text);
    }

    [Fact]
    [Trait("Statement", "P19.2")]
    public async Task CSV_cells_are_quoted_and_never_formulas()
    {
        var file = await ada.Get("/export/links.csv");
        Assert.Equal("text/csv; charset=utf-8", file.Headers["Content-Type"]);
        var lines = file.Text.TrimEnd().Split("\r\n");
        Assert.StartsWith("url,title,", lines[0]);
        Assert.Contains(lines, line =>
            line.Contains("\"'=HYPERLINK(\"\"x\"\"), with comma\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task JSON_is_one_array_and_JSON_Lines_has_one_line_per_link()
    {
        using var array = JsonDocument.Parse((await ada.Get("/export/links.json")).Text);
        Assert.Equal(3, array.RootElement.GetArrayLength());
        var lines = (await ada.Get("/export/links.jsonl")).Text.TrimEnd().Split('\n');
        Assert.Equal(
            array.RootElement.EnumerateArray().Select(link => link.GetProperty("url").GetString()),
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()));
    }

    [Theory]
    [InlineData("?q=markup", "https://example.org/html")]
    [InlineData("?tag=css", "https://example.org/css?a=1&b=2")]
    [InlineData("?q=nothing+of+the+kind", "")]
    [InlineData("?is=unread", "https://example.org/css?a=1&b=2")]
    public async Task The_results_of_a_search_can_be_exported(string query, string expected)
    {
        var file = await ada.Get("/export/links.jsonl" + query);
        var urls = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("url").GetString());
        Assert.Equal(expected, string.Join(' ', urls));
        var page = await ada.Get("/en/export" + query);
        Assert.Contains(page.FindAll("a[download]"), link => link.GetAttribute("href") == "/export/links.csv" + query);
    }

    [Fact]
    public async Task A_search_result_links_to_its_export()
    {
        var list = await ada.Get("/en/links?q=markup");
        var export = await ada.Get(list.Find("#results .toolbar > a").GetAttribute("href")!);
        Assert.Equal("/en/export?q=markup", export.Url.PathAndQuery);
        Assert.Single(
            (await ada.Get(export.Find("a[download][href*='.jsonl']").GetAttribute("href")!)).Text.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
    }

    [Fact]
    public async Task Only_the_owner_can_export_links()
    {
        using var eve = await library.SignUp("eve-x");
        Assert.Empty(Read((await eve.Get("/export/links.html")).Text));
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get("/export/links.html")).Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/export/links.exe")).Status);
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task A_large_export_is_streamed_without_length_and_does_not_block_writes()
    {
        await ada.Import(BookmarkSample.Of(3_000));
        using var answer = await ada.Http.GetAsync(
            "/export/links.csv",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Null(answer.Content.Headers.ContentLength);
        await ada.Import("<DT><A HREF=\"https://example.org/during\">During</A>");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(text.Split("\r\n").Length > 3_000);
    }

    static List<App.Blueprints.Transfer.BookmarkFiles.BookmarkEntry> Read(string file)
    {
        var reader = new App.Blueprints.Transfer.BookmarkFiles.BookmarkFileReader(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file))
        );
        return [.. reader.Read().Cast<App.Blueprints.Transfer.BookmarkFiles.BookmarkEntry>()];
    }
}
