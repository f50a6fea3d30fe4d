using App.Blueprints.Links;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkHistoryTests
{
    static async Task<Answer> Edit(Visitor visitor, long id, Dictionary<string, string?> values)
    {
        var page = await visitor.Get($"/en/links/{id}/edit");
        return await visitor.Submit(page, $"form#link-form-{id}", values);
    }

    static async Task<(TestLibrary, Visitor, long)> Start()
    {
        var library = await TestLibrary.Start();
        var ada = await library.SignUp("alice");
        var id = (await ada.AddLink("https://example.com/", "First", tags: "old, both", note: "A note")).IdOf("First");
        await Edit(
            ada,
            id,
            new()
            {
                ["title"] = "Second <b>",
                ["tags"] = "both, new",
                ["note"] = new string('x', 20_000),
                ["url"] = "https://example.org/",
            }
        );
        return (library, ada, id);
    }

    [Fact]
    public async Task The_history_shows_each_change_and_can_restore_a_version()
    {
        var (library, ada, id) = await Start();
        await using var _ = library;
        var show = await ada.Get($"/en/links/{id}");
        var page = await ada.Get(show.Find("a[href$='/history']").GetAttribute("href")!);
        var text = page.Find("li[data-change-id]").TextContent;
        foreach (
            var said in new[]
            {
                "First",
                "Second <b>",
                "https://example.com/",
                "https://example.org/",
                "A note",
                "old",
                "new",
            }
        )
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Single(page.FindAll("li[data-change-id] details"));
        Assert.Empty(page.FindAll("main b"));

        var back = await ada.Press(page, "li[data-change-id] button");
        Assert.Equal(HttpStatusCode.OK, back.Status);
        Assert.EndsWith("/history", back.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(2, back.FindAll("li[data-change-id]").Count);
        var link = library.InScope(services => services.GetRequiredService<LinkStore>().Find(1, id))!;
        Assert.Equal(
            ("https://example.com/", "First", "A note", "both,old"),
            (link.Url, link.Title, link.Note, link.TagList)
        );

        // Restores the newer version, then submits the same form again. The second request must not change the link.
        await ada.Press(back, "li[data-change-id] button");
        var twice = await ada.Press(back, "li[data-change-id] button");
        Assert.Equal(HttpStatusCode.OK, twice.Status);
        Assert.Equal(3, twice.FindAll("li[data-change-id]").Count);
        Assert.Equal(
            "Second <b>",
            library.InScope(services => services.GetRequiredService<LinkStore>().Find(1, id))!.Title
        );
    }

    [Fact]
    public async Task A_version_is_not_restored_over_an_unseen_change()
    {
        var (library, ada, id) = await Start();
        await using var _ = library;
        var page = await ada.Get($"/en/links/{id}/history");
        await Edit(ada, id, new() { ["title"] = "Third" });
        var answer = await ada.Press(page, "li[data-change-id] button");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Single(answer.FindAll("main [role=alert]"));
        Assert.Equal("Third", library.InScope(services => services.GetRequiredService<LinkStore>().Find(1, id))!.Title);
        Assert.Equal(HttpStatusCode.OK, (await ada.Press(answer, "li[data-change-id]:last-child button")).Status);
        Assert.Equal("First", library.InScope(services => services.GetRequiredService<LinkStore>().Find(1, id))!.Title);
    }

    [Fact]
    public async Task Restoring_a_URL_that_another_link_has_is_409()
    {
        var (library, ada, id) = await Start();
        await using var _ = library;
        await ada.AddLink("https://example.com/", "Anew");
        var answer = await ada.Press(await ada.Get($"/en/links/{id}/history"), "li[data-change-id] button");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Anew", answer.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "Second <b>",
            library.InScope(services => services.GetRequiredService<LinkStore>().Find(1, id))!.Title
        );
    }

    [Fact]
    public async Task A_trashed_link_shows_its_history_and_cannot_be_restored_to_a_version()
    {
        var (library, ada, id) = await Start();
        await using var _ = library;
        var page = await ada.Get($"/en/links/{id}/history");
        await ada.Press(await ada.Get($"/en/links/{id}"), "main button.danger");
        var trashed = await ada.Get($"/en/links/{id}/history");
        Assert.Equal(2, trashed.FindAll("li[data-change-id]").Count);
        Assert.Empty(trashed.FindAll("li[data-change-id] button"));
        Assert.Equal(HttpStatusCode.Conflict, (await ada.Press(page, "li[data-change-id] button")).Status);
        await ada.ConfirmDeletion(await ada.Press(await ada.Get("/en/links/trash"), "article button.danger"));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"/en/links/{id}/history")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Press(page, "li[data-change-id] button")).Status);
    }

    [Fact]
    public async Task The_history_of_a_link_is_private_to_its_owner()
    {
        var (library, ada, id) = await Start();
        await using var _ = library;
        using var bob = await library.SignUp("bobby");
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get($"/en/links/{id}/history")).Status);
        var his = (await bob.AddLink("https://bob.example/", "Bob")).IdOf("Bob");
        await Edit(bob, his, new() { ["title"] = "Bobby" });
        var page = await bob.Get($"/en/links/{his}/history");
        page.Find("li[data-change-id] button")
            .SetAttribute(
                "formaction",
                (await ada.Get($"/en/links/{id}/history")).Find("li[data-change-id] button").GetAttribute("formaction")!
            );
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Press(page, "li[data-change-id] button")).Status);
    }

    [Fact]
    public async Task A_long_history_is_paged()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("alice");
        var id = (await ada.AddLink("https://example.com/", "0")).IdOf("0");
        library.InScope(services =>
        {
            var links = services.GetRequiredService<LinkStore>();
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() =>
                {
                    for (var i = 1; i <= 45; i++)
                        links.Update(
                            1,
                            id,
                            i,
                            new() { Url = LinkUrl.Parse("https://example.com/")!, Title = $"{i}" },
                            DateTimeOffset.UtcNow
                        );
                });
            return 0;
        });
        var last = await ada.Get($"/en/links/{id}/history?page=3");
        Assert.Equal(5, last.FindAll("li[data-change-id]").Count);
        Assert.Contains(
            "0",
            last.FindAll("li[data-change-id]")[^1].QuerySelector("del")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"/en/links/{id}/history?page=4")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"/en/links/{id}/history?page=99999999")).Status);
    }
}
