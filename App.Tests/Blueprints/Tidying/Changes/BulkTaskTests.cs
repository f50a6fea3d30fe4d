using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Changes;

public sealed class BulkTaskTests
{
    [Fact]
    public async Task All_results_of_a_search_are_changed_by_one_task_that_can_be_undone()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(700);
        await ada.AddLink("https://other.example/", "Other", tags: "keep");
        var list = await ada.Get("/en/links?tag=old&is=unread");
        Assert.Equal("700", list.Total());
        var change = await ada.Bulk(list, "archive");
        Assert.StartsWith("/en/changes/", change.Url.AbsolutePath, StringComparison.Ordinal);
        var ended = await ada.Ended(change.Url.AbsolutePath);
        Assert.Contains("700 links changed", ended.Find("article.change").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("700", "1"),
            ((await ada.Get("/en/links?is=archived")).Total(), (await ada.Get("/en/links")).Total())
        );
        var undo = await ada.Press(ended, "button[value=DELETE]");
        await ada.Ended(undo.Url.AbsolutePath);
        Assert.Equal(
            ("0", "701"),
            ((await ada.Get("/en/links?is=archived")).Total(), (await ada.Get("/en/links")).Total())
        );
        Assert.Contains(
            "Undone on",
            (await ada.Get(change.Url.AbsolutePath)).Find("article.change").TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty((await ada.Get(change.Url.AbsolutePath)).FindAll("button[value=DELETE]"));
    }

    [Fact]
    public async Task A_cancelled_change_shows_the_remaining_links_and_can_be_continued_or_undone()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada1");
        library.Fill(1_000);
        var change = await ada.Bulk(await ada.Get("/en/links"), "star");
        var address = change.Url.AbsolutePath;
        // Runs one step of the bulk change as a worker would, then cancels the background task.
        library.InScope(services =>
        {
            var made = services.GetRequiredService<LinkChangeStore>().Recent(1, 0, 1)[0];
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() => services.GetRequiredService<ChangeRunner>().Step(made, DateTimeOffset.UtcNow));
            return services.GetRequiredService<IBackgroundTasks>().Cancel(made.RunId!.Value, 1);
        });
        var stopped = await ada.Get(address);
        Assert.Contains("750 links are left", stopped.Find("article.change").TextContent, StringComparison.Ordinal);
        Assert.Equal("250", (await ada.Get("/en/links?is=starred")).Total());
        Assert.NotNull(stopped.Find("button[value=PUT]"));
        var undo = await ada.Press(stopped, "button[value=DELETE]");
        Assert.Equal("0", (await ada.Get("/en/links?is=starred")).Total());
        Assert.Equal(address, undo.Url.AbsolutePath);
    }

    [Fact]
    public async Task Two_hundred_links_saved_during_a_bulk_change_are_all_stored()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(1_500);
        var form = await ada.Get("/en/links/new");
        var change = await ada.Bulk(await ada.Get("/en/links"), "archive");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    ada.Submit(
                        form,
                        "form#link-form",
                        new Dictionary<string, string?>
                        {
                            ["url"] = $"https://during.example/{i}",
                            ["title"] = $"During {i}",
                        },
                        follow: false
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var ended = await ada.Ended(change.Url.AbsolutePath);
        Assert.Contains("1,500 links changed", ended.Find("article.change").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("1500", "200"),
            ((await ada.Get("/en/links?is=archived")).Total(), (await ada.Get("/en/links?q=during")).Total())
        );
    }

    [Fact]
    public async Task Changes_of_other_accounts_are_404()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        await ada.Bulk(list, "star", "", list.IdOf("A"));
        var item = (await ada.Get("/en/changes")).Find("article.change");
        var id = item.GetAttribute("data-change-id");
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get($"/en/changes/{id}")).Status);
        var page = await bob.Get("/en/links/bulk");
        page.Find("form#bulk").SetAttribute("action", $"/en/changes/{id}");
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await bob.Submit(page, "form#bulk", new Dictionary<string, string?> { ["_method"] = "DELETE" })).Status
        );
        Assert.Equal("1", (await ada.Get("/en/links?is=starred")).Total());
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/changes?page=2")).Status);
    }

    [Fact]
    public async Task Undoing_twice_shows_a_message()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        var done = await ada.Bulk(list, "star", "", list.IdOf("A"));
        await ada.Undo(done);
        Assert.Contains(
            "nothing left to undo",
            (await ada.Undo(done)).Find("#flashes").TextContent,
            StringComparison.Ordinal
        );
        var changes = await ada.Get("/en/changes");
        Assert.Equal(2, changes.FindAll("article.change").Count);
        await ada.Press(changes, "button[value=DELETE]");
        Assert.Equal("1", (await ada.Get("/en/links?is=starred")).Total());
    }
}
