using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Changes;

public sealed class BulkTests
{
    [Fact]
    public async Task Selected_links_are_tagged_and_the_change_can_be_undone()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var name in new[] { "A", "B", "C" }) await ada.AddLink($"https://{name}.example/", name, tags: "old");
        var list = await ada.Get("/en/links");
        var tagged = await ada.Bulk(list, "tag", "new, two words", list.IdOf("A"), list.IdOf("B"));
        Assert.Equal("/en/links", tagged.Url.PathAndQuery);
        Assert.Contains("2 links changed", tagged.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.Equal(["B", "A"], (await ada.Get("/en/links?tag=two%20words")).Titles());
        var undone = await ada.Undo(tagged);
        Assert.Contains("2 links restored.", undone.Find("#flashes").TextContent, StringComparison.Ordinal);
        Assert.Empty((await ada.Get("/en/links?tag=new")).Titles());
        Assert.Equal(3, (await ada.Get("/en/links?tag=old")).Titles().Length);
    }

    [Theory]
    [InlineData("read", "/en/links?is=unread", 2, 0)]
    [InlineData("archive", "/en/links?is=archived", 0, 2)]
    [InlineData("star", "/en/links?is=starred", 0, 2)]
    [InlineData("publish", "/en/@ada1", 0, 2)]
    [InlineData("trash", "/en/links/trash", 0, 2)]
    public async Task Each_state_can_be_set_for_several_links(string action, string where, int before, int after)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        library.Fill(2);
        Assert.Equal(
            before,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
        var list = await ada.Get("/en/links");
        var done = await ada.Bulk(list, action, "", list.IdOf("Link 0"), list.IdOf("Link 1"));
        Assert.Equal(
            after,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
        await ada.Undo(done);
        Assert.Equal(
            before,
            int.Parse((await ada.Get(where)).Total(), System.Globalization.CultureInfo.InvariantCulture)
        );
    }

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

    [Theory]
    [InlineData("tag", "", "Enter at least one tag")]
    [InlineData("", "typed, before", "Choose an action")]
    [InlineData("explode", "typed, before", "Choose an action")]
    public async Task Missing_input_shows_an_error_and_keeps_the_other_input(string action, string tags, string said)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        var refused = await ada.Bulk(list, action, tags, list.IdOf("A"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
        Assert.Equal(tags, refused.Find("input[name=tags]").GetAttribute("value"));
        var done = await ada.Submit(
            refused,
            "form#bulk",
            new Dictionary<string, string?> { ["action"] = "tag", ["tags"] = "now" }
        );
        Assert.Equal(["A"], (await ada.Get("/en/links?tag=now")).Titles());
        Assert.Equal("/en/links", done.Url.AbsolutePath);
    }

    [Fact]
    public async Task An_empty_or_invalid_selection_is_rejected_and_changes_nothing()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        var list = await ada.Get("/en/links");
        foreach (
            var values in new Dictionary<string, string?>[]
            {
                new() { ["action"] = "trash" },
                new() { ["action"] = "trash", ["id"] = "x" },
                new() { ["action"] = "trash", ["id"] = "99999999999999999999" },
            }
        )
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Submit(list, "form#bulk", values)).Status);
        using var bob = await library.SignUp("bob1");
        var his = await bob.Bulk(await bob.Get("/en/links/bulk"), "trash");
        Assert.Contains("0 links changed", his.Text, StringComparison.Ordinal);
        Assert.Equal(["A"], (await ada.Get("/en/links")).Titles());
    }

    [Fact]
    public async Task A_cancelled_change_shows_the_remaining_links_and_can_be_continued_or_undone()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada1");
        library.Fill(1_000);
        var change = await ada.Bulk(await ada.Get("/en/links"), "star");
        var address = change.Url.AbsolutePath;
        // Runs one step as a worker would, then cancels the task.
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
