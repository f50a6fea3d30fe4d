using System.Data.Common;
using System.Globalization;
using System.Text;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Previews;

public sealed class PreviewTests : IAsyncLifetime
{
    const string Mixed = """
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <DL><p>
        <DT><H3>Reading</H3>
        <DL><p>
        <DT><A HREF="https://example.org/new" ADD_DATE="1500000000" TAGS="web,css" PRIVATE="0" TOREAD="1">New</A>
        <DT><A HREF="https://example.org/bare" ADD_DATE="1600000000" TAGS="web">Bare, and now with a title</A>
        <DT><H3>Later</H3>
        <DL><p>
        <DT><A HREF="https://example.org/whole" ADD_DATE="nonsense">Whole</A>
        <DT><A HREF="https://example.org/new/" TAGS="again">New again</A>
        </DL><p>
        </DL><p>
        <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
        </DL><p>
        """;

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
        await ada.Import("""
            <DL><DT><H3>Kept</H3><DL>
            <DT><A HREF="https://example.org/bare" ADD_DATE="1400000000"></A>
            <DT><A HREF="https://example.org/whole" ADD_DATE="1400000000">Whole</A>
            </DL></DL>
            """);
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task A_preview_counts_the_outcome_of_each_row_and_changes_no_link()
    {
        var before = Column("select id || title || version from links");
        var preview = await ada.Preview(Mixed);
        Assert.Equal((1, 1, 0, 1, 1), preview.Forecast());
        Assert.Equal(1, preview.Count("tags"));
        Assert.Equal(before, Column("select id || title || version from links"));
        Assert.Equal("0", Column("select count(*) from tags").Single());
        Assert.Contains("14 Jul 2017", preview.Text);
        Assert.Contains("13 Sep 2020", preview.Text);
        Assert.Contains("1 date cannot be read", preview.Text);
        Assert.Contains("Public 1, unread 1, starred 0, archived 0", preview.Text);
        Assert.Equal(
            ["#web 2", "#again 1", "#css 1"],
            preview
                .FindAll("#report .facts .chip")
                .Select(chip =>
                    string.Join(' ', chip.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
                )
        );
    }

    [Theory]
    [InlineData("new", "https://example.org/new")]
    [InlineData("merge", "https://example.org/bare")]
    [InlineData("tags", "https://example.org/whole")]
    [InlineData("repeat", "https://example.org/new/")]
    [InlineData("refused", "javascript:alert(1)")]
    public async Task Each_kind_of_row_has_its_own_list(string kind, string url)
    {
        var preview = await ada.Preview(Mixed);
        var rows = (await ada.Get($"{preview.Url.AbsolutePath}?rows={kind}")).FindAll($"tr[data-row={kind}]");
        Assert.Equal(url, rows.Single().QuerySelector("code")!.TextContent);
        if (kind == "refused")
            Assert.Equal(
                ("Script", "13"),
                (rows[0].GetAttribute("data-reason"), rows[0].QuerySelector("td")!.TextContent)
            );
    }

    [Fact]
    public async Task The_import_has_the_outcome_of_its_preview()
    {
        var preview = await ada.Preview(Mixed);
        var report = await ada.Confirm(preview, ("Form.FolderTags", null));
        Assert.Equal((1, 3, 1), report.Counts());
        Assert.Equal(
            ["bare|Bare, and now with a title|web", "new|New|again,css,web", "whole|Whole|"],
            Column("""
                select replace(url, 'https://example.org/', '') || '|' || title || '|'
                  || coalesce((
                      select group_concat(name_key, ',' order by name_key)
                      from tags
                      join link_tags on tags.id = tag_id
                      where link_id = links.id), '')
                from links
                order by url
                """));
        Assert.Equal("0", Column("select count(*) from import_rows").Single());
    }

    [Fact]
    public async Task Options_of_the_preview_are_applied_to_the_links()
    {
        var preview = await ada.Preview(Mixed);
        var later = preview
            .FindAll("[name='Form.ExcludedFolders']")
            .Single(box => box.ParentElement!.TextContent.Contains("Later", StringComparison.Ordinal));
        var report = await ada.Confirm(
            preview,
            ("Form.Visibility", "public"),
            ("Form.Tags", "mine"),
            ("Form.MarkUnread", "true"),
            ("Form.FolderTags", "true"),
            ("Form.ExcludedFolders", later.GetAttribute("value"))
        );
        Assert.Equal((1, 1, 1), report.Counts());
        Assert.Equal(2, report.Count("excluded"));
        Assert.Equal(
            "1|1|css,mine,reading,web",
            Column(
                    """
                    select is_public || '|' || is_unread || '|'
                      || (
                          select group_concat(name_key, ',' order by name_key)
                          from tags
                          join link_tags on tags.id = tag_id
                          where link_id = links.id)
                    from links
                    where url like '%/new'
                    """
                )
                .Single()
        );
        Assert.Equal(
            "0",
            Column("select count(*) from link_tags join links on links.id = link_id where url like '%/whole'").Single()
        );
    }

    [Fact]
    public async Task Existing_links_can_be_left_unchanged()
    {
        var report = await ada.Confirm(await ada.Preview(Mixed), ("Form.Existing", "leave"), ("Form.Tags", "mine"));
        Assert.Equal((1, 1, 1), report.Counts());
        Assert.Equal(2, report.Count("unchanged"));
        Assert.Equal("", Column("select title from links where url like '%/bare'").Single());
        Assert.Equal(
            "again,css,mine,web",
            Column("select group_concat(name_key, ',' order by name_key) from tags").Single()
        );
    }

    [Fact]
    public async Task A_report_calls_existing_links_updated_when_the_user_chose_to_update_them()
    {
        var report = await ada.Confirm(await ada.Preview(Mixed), ("Form.Existing", "update"));
        Assert.Equal("Updated", report.Find("dd[data-merged]").PreviousElementSibling!.TextContent);
        Assert.Contains("former title", report.Find("#undo").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_shows_the_number_of_links_for_the_selected_options()
    {
        var preview = await ada.Preview(Mixed);
        Assert.Equal("2", preview.Find("#import-start").GetAttribute("data-links"));
        Assert.Equal(
            "3",
            (await Chosen(preview, ("Form.FolderTags", "true"))).Find("#import-start").GetAttribute("data-links")
        );
        Assert.Equal(
            "1",
            (await Chosen(preview, ("Form.Existing", "leave"))).Find("#import-start").GetAttribute("data-links")
        );
        var reloaded = await ada.Get(preview.Url.AbsolutePath);
        Assert.True(reloaded.Find("[name='Form.Existing'][value=leave]").HasAttribute("checked"));
        Assert.Equal(
            "0",
            (await Chosen(preview, ("Form.Existing", "leave"), ("Form.ExcludedFolders", "1")))
                .Find("#import-start")
                .GetAttribute("data-links")
        );
    }

    async Task<Answer> Chosen(Answer preview, params (string Name, string Value)[] choices)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, preview.Url.AbsolutePath + "/choices")
        {
            Content = new FormUrlEncodedContent(
                choices
                    .Append(
                        (
                            "__RequestVerificationToken",
                            preview.Find("#import-choices [name=__RequestVerificationToken]").GetAttribute("value")!
                        )
                    )
                    .Select(choice => KeyValuePair.Create(choice.Item1, choice.Item2))
            ),
        };
        request.Headers.Add("HX-Request", "true");
        return await ada.Send(request);
    }

    [Fact]
    public async Task Invalid_options_are_rejected_and_the_import_does_not_start()
    {
        var preview = await ada.Preview(Mixed);
        var refused = await ada.Submit(
            preview,
            "form#import-choices",
            new Dictionary<string, string?> { ["Form.Tags"] = new string('x', 501) }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find("#Form_Tags-errors li").TextContent);
        Assert.Equal(new string('x', 501), refused.Find("[name='Form.Tags']").GetAttribute("value"));
        Assert.Equal("", Column("select coalesce(confirmed_at, '') from imports order by id desc").First());
    }

    [Fact]
    public async Task An_import_starts_once_even_if_the_button_is_pressed_several_times()
    {
        var preview = await ada.Preview(Mixed);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => ada.Submit(preview, "form#import-choices", follow: false))
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        await ada.Finished(preview.Url.AbsolutePath);
        Assert.Equal("2", Column("select count(*) from task_runs where task = 'transfer.import.task'").Single());
        Assert.Equal("1", Column("select added from imports order by id desc").First());
    }

    [Fact]
    public async Task A_discarded_preview_is_deleted_with_its_file()
    {
        var preview = await ada.Preview(Mixed);
        var list = await ada.Submit(preview, "form#discard");
        Assert.Equal("/en/import", list.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get(preview.Url.AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Submit(preview, "form#import-choices")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Chosen(preview)).Status);
        Assert.Single(Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")));
        var second = await ada.Preview(Mixed);
        Assert.NotEqual(preview.Url, second.Url);
        await ada.Submit(second, "form#discard");
        Assert.Equal(
            "0",
            Column(
                    """
                    select (select count(*) from import_rows)
                        + (select count(*) from import_folders)
                        + (select count(*) from import_previews)
                    """
                )
                .Single()
        );
    }

    [Fact]
    public async Task A_started_import_cannot_be_discarded()
    {
        var preview = await ada.Preview(Mixed);
        var report = await ada.Confirm(preview);
        var refused = await ada.Submit(preview, "form#discard");
        Assert.Equal(report.Url.AbsolutePath, refused.Url.AbsolutePath);
        Assert.Equal(1, refused.Count("added"));
    }

    [Fact]
    public async Task A_preview_is_private_to_its_owner()
    {
        var preview = await ada.Preview(Mixed);
        using var eve = await library.SignUp("eve-x");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Get(preview.Url.AbsolutePath)).Status);
        var own = await eve.Preview("""<DT><A HREF="https://example.org/e">E</A>""");
        var token = own.Find("[name=__RequestVerificationToken]").GetAttribute("value")!;
        foreach (
            var (path, method) in (IEnumerable<(string, string)>)
                [("", "PUT"), ("", "DELETE"), ("/choices", "PUT"), ("/preview", "PUT"), ("/file", "DELETE")]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, preview.Url.AbsolutePath + path)
            {
                Content = new FormUrlEncodedContent([new("_method", method), new("__RequestVerificationToken", token)]),
            };
            Assert.Equal(HttpStatusCode.NotFound, (await eve.Send(request)).Status);
        }
    }

    [Fact]
    public async Task A_preview_can_be_repeated_after_the_library_has_changed()
    {
        var preview = await ada.Preview(Mixed);
        await ada.Import("""<DT><A HREF="https://example.org/new" ADD_DATE="1300000000">Came meanwhile</A>""");
        var begun = await ada.Submit(preview, "form#look-again");
        Assert.Equal((0, 2, 0, 1, 1), (await ada.Finished(begun.Url.AbsolutePath)).Forecast());
    }

    [Fact]
    public async Task Rows_are_paged_and_a_page_beyond_the_last_is_404()
    {
        var preview = await ada.Preview(BookmarkSample.Of(120));
        Assert.Equal((120, 0, 0, 0, 0), preview.Forecast());
        Assert.Equal(50, preview.FindAll("tr[data-row=new]").Count);
        var address = preview.Url.AbsolutePath;
        Assert.Equal(20, (await ada.Get($"{address}?rows=new&page=3")).FindAll("tr[data-row=new]").Count);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"{address}?rows=new&page=4")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"{address}?rows=new&page=0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"{address}?rows=refused&page=2")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ada.Get($"{address}?rows=no-such-kind")).Status);
    }

    [Fact]
    public async Task Of_many_folders_those_with_the_most_links_can_be_excluded()
    {
        var file = new StringBuilder("<DL>");
        for (var i = 0; i < 400; i++)
            file.Append(CultureInfo.InvariantCulture, $"<DT><H3>Folder {i}</H3><DL>")
                .Insert(file.Length, $"<DT><A HREF=\"https://example.org/{i}\">L</A>", i < 10 ? 2 : 1)
                .Append("</DL>");
        var preview = await ada.Preview(file.ToString());
        Assert.Equal(300, preview.FindAll("[name='Form.ExcludedFolders']").Count);
        Assert.Contains("100 more folders", preview.Text);
    }

    [Fact]
    public async Task A_file_without_a_link_shows_a_message_and_can_be_discarded()
    {
        var preview = await ada.Preview("<html><body><p>No bookmark at all</p></body></html>");
        Assert.Contains("contains no links", preview.Find("[role=alert]").TextContent);
        Assert.Empty(preview.FindAll("#import-start"));
        Assert.Equal("/en/import", (await ada.Submit(preview, "form#discard")).Url.AbsolutePath);
    }

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
