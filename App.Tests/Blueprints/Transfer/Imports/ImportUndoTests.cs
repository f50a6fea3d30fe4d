using System.Data.Common;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class ImportUndoTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
        await ada.Import("""<DT><A HREF="https://example.org/old" ADD_DATE="1400000000" TAGS="mine"></A>""");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task An_import_can_be_undone_redone_and_undone_again()
    {
        var before = Links();
        var report = await ada.Import("""
            <DT><A HREF="https://example.org/old" ADD_DATE="1300000000" TAGS="more">A title</A>
            <DT><A HREF="https://example.org/a">A</A>
            """);
        var after = Links();
        Assert.Equal(2, after.Count);
        var undone = await Pressed(report, "form#take-back");
        Assert.Equal("true", undone.Find("#undo").GetAttribute("data-undone"));
        Assert.Equal(before, Links());
        Assert.Equal(
            "Undone",
            (await ada.Get("/en/import")).Find($"[data-import-id='{report.ImportId()}'] .pill").TextContent
        );
        var back = await Pressed(undone, "form#bring-back");
        Assert.Equal("false", back.Find("#undo").GetAttribute("data-undone"));
        Assert.Equal(after, Links());
        Assert.Equal(before, await UndoneAgain(back));
    }

    async Task<List<string>> UndoneAgain(Answer report)
    {
        await Pressed(report, "form#take-back");
        return Links();
    }

    [Fact]
    public async Task Undo_keeps_edited_links_and_lists_them()
    {
        var report = await ada.Import("""
            <DT><A HREF="https://example.org/a">A</A>
            <DT><A HREF="https://example.org/b">B</A>
            """);
        var id = Column("select id from links where url like '%/b'").Single();
        await ada.Submit(
            await ada.Get($"/en/links/{id}/edit"),
            "main form.stack",
            new Dictionary<string, string?> { ["title"] = "B, as I call it" }
        );
        var undone = await Pressed(report, "form#take-back");
        Assert.Equal(id, undone.Find("[data-not-reverted]").GetAttribute("data-not-reverted"));
        Assert.Contains("B, as I call it", undone.Find("[data-not-reverted]").TextContent);
        Assert.Equal(
            ["https://example.org/b", "https://example.org/old"],
            Column("select url from links where deleted_at is null order by url")
        );
    }

    [Fact]
    public async Task A_large_import_is_undone_once_by_a_task_even_if_requested_several_times()
    {
        var report = await ada.Import(BookmarkSample.Of(1_000));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Submit(report, "form#take-back", follow: false)));
        await Undone(report);
        Assert.Equal("1", Column("select count(*) from links where deleted_at is null").Single());
        Assert.Equal("1", Column("select count(*) from link_changes where kind = 'undone'").Single());
    }

    [Fact]
    public async Task Only_the_owner_can_undo_an_import()
    {
        var report = await ada.Import("""<DT><A HREF="https://example.org/a">A</A>""");
        using var eve = await library.SignUp("eve-x");
        var own = await eve.Import("""<DT><A HREF="https://example.org/e">E</A>""");
        foreach (var method in (string[])["PUT", "DELETE"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/en/import/{report.ImportId()}/undo")
            {
                Content = new FormUrlEncodedContent([
                    new("_method", method),
                    new(
                        "__RequestVerificationToken",
                        own.Find("[name=__RequestVerificationToken]").GetAttribute("value")!
                    ),
                ]),
            };
            Assert.Equal(HttpStatusCode.NotFound, (await eve.Send(request)).Status);
        }
        Assert.Equal(3, Column("select url from links where deleted_at is null").Count);
    }

    [Fact]
    public async Task An_import_that_changed_nothing_has_no_undo()
    {
        var report = await ada.Import(
            """<DT><A HREF="https://example.org/old" ADD_DATE="1500000000" TAGS="mine"></A>"""
        );
        Assert.Equal((0, 1, 0), report.Counts());
        Assert.Empty(report.FindAll("#undo"));
    }

    async Task<Answer> Pressed(Answer report, string form)
    {
        Assert.Equal(HttpStatusCode.OK, (await ada.Submit(report, form)).Status);
        return await Undone(report);
    }

    async Task<Answer> Undone(Answer report)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            var page = await ada.Get(report.Url.AbsolutePath);
            if (page.Document.QuerySelector("progress") is null) return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("The undoing does not end.");
    }

    List<string> Links() =>
        Column(
            """
            select url || '|' || title || '|' || created_at || '|'
              || coalesce((
                  select group_concat(name_key, ',' order by name_key)
                  from tags
                  join link_tags on tags.id = tag_id
                  where link_id = links.id), '')
            from links
            where deleted_at is null
            order by url
            """
        );

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
