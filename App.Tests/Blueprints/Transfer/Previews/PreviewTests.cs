using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Previews;

public sealed class PreviewTests : PreviewLibrary
{
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
    public async Task A_preview_is_private_to_its_owner()
    {
        var preview = await ada.Preview(Mixed);
        using var eve = await library.SignUp("eve-x");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Get(preview.Url.AbsolutePath)).Status);
        var own = await eve.Preview("""<DT><A HREF="https://example.org/e">E</A>""");
        var token = own.Find("[name=__RequestVerificationToken]").GetAttribute("value")!;
        foreach (
            var (path, method) in (IEnumerable<(string, string)>)
                [("", "PUT"), ("", "DELETE"), ("/options", "PUT"), ("/preview", "PUT"), ("/file", "DELETE")]
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
    public async Task A_file_without_a_link_shows_a_message_and_can_be_discarded()
    {
        var preview = await ada.Preview("<html><body><p>No bookmark at all</p></body></html>");
        Assert.Contains("contains no links", preview.Find("[role=alert]").TextContent);
        Assert.Empty(preview.FindAll("#import-start"));
        Assert.Equal("/en/import", (await ada.Submit(preview, "form#discard")).Url.AbsolutePath);
    }
}
