using System.Data.Common;
using System.Globalization;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class ImportTests : IAsyncLifetime
{
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
    public async Task An_import_saves_links_and_reports_every_row()
    {
        var report = await ada.Import("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <DL><p>
            <DT><H3>Reading</H3>
            <DL><p>
            <DT><A HREF="https://www.w3.org/TR/html52/" ADD_DATE="1500000000" TAGS="web,html">HTML</A>
            <DD>The standard
            <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
            <DT><A HREF="https://www.w3.org/TR/html52" TAGS="spec">HTML again</A>
            </DL><p>
            </DL><p>
            """);
        Assert.Equal((1, 1, 1), report.Counts());
        Assert.Equal("succeeded", report.Find("[data-task-state]").GetAttribute("data-task-state"));
        var refused = report.Find("tr[data-refusal=Script]");
        Assert.Equal("7", refused.QuerySelector("td")!.TextContent);
        Assert.Contains("javascript:alert(1)", refused.TextContent);
        Assert.Equal("HTML|The standard|1500000000000|html,spec,web", Links().Single());
    }

    [Fact]
    public async Task Repeated_links_merge_tags_and_never_overwrite_text()
    {
        await ada.Import(
            """<DT><A HREF="https://example.org/a" ADD_DATE="1400000000" TAGS="old">First title</A><DD>First words"""
        );
        const string texts = "Second title</A><DD>Second words";
        var again = await ada.Import(
            $"""
            <DT><A HREF="https://EXAMPLE.org/a/?utm_source=x" ADD_DATE="1300000000" TAGS="new">{texts}
            <DT><A HREF="https://example.org/a">Third</A>
            """);
        Assert.Equal((0, 2, 0), again.Counts());
        Assert.Equal("First title|First words|1300000000000|new,old", Links().Single());
    }

    [Fact]
    public async Task Links_with_different_fragments_are_imported_separately()
    {
        const string file = """
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <DL><p>
            <DT><A HREF="https://mail2.example.com/u/0/#inbox/abc" ADD_DATE="1600000000">Contract</A>
            <DT><A HREF="https://mail2.example.com/u/0/#inbox/def" ADD_DATE="1600000001">Invoice</A>
            <DT><A HREF="https://docs2.example.com/guide#install" ADD_DATE="1600000002">Install</A>
            <DT><A HREF="https://docs2.example.com/guide#upgrade" ADD_DATE="1600000003">Upgrade</A>
            <DT><A HREF="https://maps2.example.com/#map=5/1/2" ADD_DATE="1600000004">Camp site</A>
            <DT><A HREF="https://maps2.example.com/#map=9/8/7" ADD_DATE="1600000005">Ski hut</A>
            <DT><A HREF="https://chat2.example.com/#room-1" ADD_DATE="1600000006">Team</A>
            <DT><A HREF="https://chat2.example.com/#room-2" ADD_DATE="1600000007">Family</A>
            </DL><p>
            """;
        Assert.Equal((8, 0, 0), (await ada.Import(file)).Counts());
        Assert.Equal(8, Links().Count);
        Assert.Equal(
            (0, 8, 0),
            (await ada.Import(file.Replace("#install", "#install:~:text=Install", StringComparison.Ordinal))).Counts()
        );
    }

    [Theory]
    [InlineData("private", "0 0 0")]
    [InlineData("file", "1 0 0")]
    [InlineData("public", "1 1 1")]
    public async Task Imported_links_are_private_unless_chosen_otherwise(string visibility, string expected)
    {
        await ada.Import("""
            <DT><A HREF="https://example.org/1" PRIVATE="0">One</A>
            <DT><A HREF="https://example.org/2" PRIVATE="1">Two</A>
            <DT><A HREF="https://example.org/3">Three</A>
            """, ("Form.Visibility", visibility));
        Assert.Equal(expected, string.Join(' ', Column("select is_public from links order by url")));
    }

    [Theory]
    [InlineData("true", "css,design,mine,web")]
    [InlineData("false", "css,mine")]
    public async Task Folders_are_stored_as_a_path_and_become_tags_if_chosen(string folderTags, string tags)
    {
        await ada.Import("""
            <DL><DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3><DL><DT><H3>Web</H3><DL><DT><H3>Design</H3><DL>
            <DT><A HREF="https://example.org/" TAGS="css">Example</A>
            </DL></DL></DL></DL>
            """, ("Form.FolderTags", folderTags), ("Form.Tags", "mine"));
        Assert.Equal("Web/Design", Column("select folder from links").Single());
        Assert.Equal(tags, Column("select group_concat(name_key, ',' order by name_key) from tags").Single());
    }

    [Fact]
    public async Task Ten_thousand_links_are_imported_and_searchable()
    {
        var report = await ada.Import(BookmarkSample.Of(10_000));
        Assert.Equal((10_000, 0, 0), report.Counts());
        var found = await ada.Get("/en/links?q=%22number+7777%22");
        Assert.Single(found.FindAll("article[data-link-id]"));
    }

    [Fact]
    [Trait("Statement", "P09.10")]
    public async Task A_report_is_private_to_its_owner()
    {
        var sent = await ada.Import("<DT><A HREF=\"https://example.org/\">Example</A>");
        using var eve = await library.SignUp("eve-x");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Get(sent.Url.PathAndQuery)).Status);
        var file = sent.Find("a[href*='/files/imports/']").GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Get(file)).Status);
        Assert.Contains("Example", (await ada.Get(file)).Text);
    }

    [Fact]
    public async Task Refused_rows_are_paged()
    {
        var rows = string.Join(
            '\n',
            Enumerable
                .Range(1, 250)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"<DT><A HREF=\"place:{i}\">P{i}</A>"))
        );
        var report = await ada.Import(rows);
        Assert.Equal((0, 0, 250), report.Counts());
        Assert.Equal(100, report.FindAll("tr[data-refusal]").Count);
        Assert.Equal(50, (await ada.Get(report.Url.AbsolutePath + "?page=3")).FindAll("tr[data-refusal]").Count);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get(report.Url.AbsolutePath + "?page=4")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get(report.Url.AbsolutePath + "?page=0")).Status);
    }

    [Fact]
    public async Task Deleting_the_account_deletes_its_files()
    {
        await ada.Import("<DT><A HREF=\"https://example.org/\">Example</A>");
        Assert.Single(Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")));
        await library.AddOperator();
        var settings = await ada.Get("/en/account/settings");
        await ada.Submit(
            settings,
            "form#delete",
            new Dictionary<string, string?> { ["password"] = TestLibrary.Password }
        );
        Assert.Empty(Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")));
        Assert.Equal("0", Column("select count(*) from imports").Single());
    }

    List<string> Links() =>
        Column(
            """
            select title || '|' || description || '|' || created_at || '|'
              || (
                  select group_concat(name_key, ',' order by name_key)
                  from tags
                  join link_tags on tags.id = tag_id
                  where link_id = links.id)
            from links
            """
        );

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
