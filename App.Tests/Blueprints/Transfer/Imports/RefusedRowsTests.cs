using System.Data.Common;
using App.Tests.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>
/// Tests which rows of a bookmark file an import refuses, such as notes in a file from Shaarli, and that the user can
/// download these rows.
/// </summary>
public sealed class RefusedRowsTests : IAsyncLifetime
{
    const string File = """
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <DL><p>
        <DT><A HREF="?abc123" ADD_DATE="1600000000" TAGS="note,x">A note</A>
        <DD>Its text &amp; more
        <DT><A HREF="/shaare/QzE-8w" ADD_DATE="1600000001">Another</A>
        <DT><A HREF="https://example.org/" ADD_DATE="1600000002">A link</A>
        <DT><A HREF="//host/page">No scheme</A>
        </DL><p>
        """;

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task Shaarli_notes_are_imported_if_the_site_URL_is_given()
    {
        var preview = await ada.Preview(File);
        Assert.Equal((1, 0, 0, 0, 3), preview.Forecast());
        Assert.NotNull(preview.Find("#Form_NoteSite"));
        var report = await ada.Confirm(preview, ("Form.NoteSite", "https://links.example.org/shaarli/"));
        Assert.Equal((3, 0, 1), report.Counts());
        Assert.Equal(
            [
                "https://example.org/|A link|",
                "https://links.example.org/shaarli/?abc123|A note|Its text & more",
                "https://links.example.org/shaarli/shaare/QzE-8w|Another|",
            ],
            Column("select url || '|' || title || '|' || description from links order by url")
        );
    }

    [Fact]
    public async Task The_Shaarli_site_URL_is_requested_only_if_there_are_notes_and_is_validated()
    {
        Assert.Empty(
            (
                await ada.Preview("<DT><A HREF=\"https://example.org/\">A</A>\n<DT><A HREF=\"//host/page\">B</A>")
            ).FindAll("#Form_NoteSite")
        );
        var preview = await ada.Preview(File);
        var refused = await ada.Submit(
            preview,
            "form#import-options",
            new Dictionary<string, string?> { ["Form.NoteSite"] = "no address" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find("#Form_NoteSite-errors li").TextContent);
        Assert.Equal("no address", refused.Find("#Form_NoteSite").GetAttribute("value"));
    }

    [Fact]
    public async Task Refused_rows_can_be_downloaded_as_a_complete_file()
    {
        var preview = await ada.Preview(File);
        var shown = await ada.Get($"{preview.Url.AbsolutePath}?rows=refused");
        AssertWhole(await ada.Get(shown.Find("a#refused-file").GetAttribute("href")!));
        var report = await ada.Confirm(preview);
        Assert.Equal((1, 0, 3), report.Counts());
        var address = report.Find("a#refused-file").GetAttribute("href")!;
        var downloaded = await ada.Get(address);
        AssertWhole(downloaded);
        // Corrects the URL of one refused row in the downloaded file and imports the file.
        var corrected = await ada.Import(
            downloaded.Text.Replace("?abc123", "https://links.example.org/?abc123", StringComparison.Ordinal)
        );
        Assert.Equal((1, 0, 2), corrected.Counts());
        using var eve = await library.SignUp("eve-x");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Get(address)).Status);
    }

    [Fact]
    public async Task Refused_rows_keep_URL_and_title_after_the_source_file_is_deleted()
    {
        var report = await ada.Import(File);
        report = await ada.ConfirmDeletion(await ada.Submit(report, "form#delete-file"));
        var rows = BookmarkText
            .Rows((await ada.Get(report.Find("a#refused-file").GetAttribute("href")!)).Text)
            .Cast<App.Blueprints.Transfer.BookmarkFiles.RefusedEntry>();
        Assert.Equal(
            ["?abc123|A note", "/shaare/QzE-8w|Another", "//host/page|No scheme"],
            rows.Select(row => $"{row.Url}|{row.Title}")
        );
    }

    static void AssertWhole(Answer downloaded)
    {
        Assert.StartsWith("attachment", downloaded.Headers["Content-Disposition"]);
        var rows = BookmarkText
            .Rows(downloaded.Text)
            .Cast<App.Blueprints.Transfer.BookmarkFiles.RefusedEntry>()
            .ToList();
        Assert.Equal(["?abc123", "/shaare/QzE-8w", "//host/page"], rows.Select(row => row.Url));
        var note = rows[0].Content!;
        Assert.Equal(
            ("A note", "Its text & more", "note,x"),
            (note.Title, note.Description, string.Join(',', note.Tags))
        );
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), note.AddedAt);
    }

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
