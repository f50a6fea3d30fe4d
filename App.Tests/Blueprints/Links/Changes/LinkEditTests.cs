using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkEditTests
{
    static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);

    [Fact]
    public async Task A_link_can_be_edited_on_its_page_and_in_place()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var id = (await ada.AddLink("https://example.com/", "First", "a")).IdOf("First");
        var page = await ada.Get($"/en/links/{id}/edit");
        Assert.Equal("PUT", page.Find("#link-form-" + id + " input[name=_method]").GetAttribute("value"));
        var saved = await ada.Submit(page, $"form#link-form-{id}", Fields(("title", "Second"), ("tags", "b")));
        Assert.Equal(($"/en/links/{id}", "Second"), (saved.Url.AbsolutePath, saved.Find("h1").TextContent));
        var inPlace = await ada.Get($"/en/links/{id}/edit", htmx: true);
        Assert.DoesNotContain("<html", inPlace.Text, StringComparison.Ordinal);
        Assert.Equal($"#link-{id}", inPlace.Find($"article#link-{id}.editing form").GetAttribute("hx-target"));
        var row = await ada.Submit(
            inPlace,
            $"form#link-form-{id}",
            Fields(("title", "Third"), ("__RequestVerificationToken", Token(page))),
            htmx: true
        );
        Assert.Equal(HttpStatusCode.OK, row.Status);
        Assert.Equal("Third", row.Find($"article#link-{id}.link h2").TextContent);
        Assert.Empty(row.FindAll("form"));
        var refused = await ada.Submit(inPlace, $"form#link-form-{id}", Fields(("url", "two words")), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Single(refused.FindAll($"article#link-{id}.editing #url-{id}-errors li"));
        Assert.Equal("Third", (await ada.Get($"/en/links/{id}", htmx: true)).Find("article.link h2").TextContent);
    }

    [Fact]
    public async Task A_conflicting_edit_is_409_shows_both_versions_and_can_overwrite()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var id = (await ada.AddLink("https://example.com/", "First")).IdOf("First");
        var (mine, theirs) = (await ada.Get($"/en/links/{id}/edit"), await ada.Get($"/en/links/{id}/edit"));
        await ada.Submit(theirs, $"form#link-form-{id}", Fields(("title", "Theirs"), ("note", "their note")));
        var answer = await ada.Submit(
            mine,
            $"form#link-form-{id}",
            Fields(("title", "Mine"), ("note", "my long note"))
        );
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Theirs", answer.Find("[data-version=theirs]").TextContent, StringComparison.Ordinal);
        Assert.Contains("my long note", answer.Find("[data-version=mine]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("Mine", "my long note"),
            (answer.Find($"#title-{id}").GetAttribute("value"), answer.Find($"#note-{id}").TextContent)
        );
        Assert.Equal("Theirs", (await ada.Get($"/en/links/{id}")).Find("h1").TextContent);
        Assert.Equal($"/en/links/{id}/edit", answer.Find("[data-version=theirs] a.button").GetAttribute("href"));
        Assert.Equal(HttpStatusCode.OK, (await ada.Submit(answer, $"form#link-form-{id}")).Status);
        Assert.Equal("Mine", (await ada.Get($"/en/links/{id}")).Find("h1").TextContent);
    }

    [Fact]
    public async Task Saving_the_same_edit_twice_is_not_a_conflict()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var id = (await ada.AddLink("https://example.com/", "First")).IdOf("First");
        var page = await ada.Get($"/en/links/{id}/edit");
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                (await ada.Submit(page, $"form#link-form-{id}", Fields(("title", "Second")))).Status
            );
    }

    [Fact]
    public async Task Editing_a_trashed_or_deleted_link_loses_no_input()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var list = await ada.AddLink("https://example.com/", "First");
        var id = list.IdOf("First");
        var page = await ada.Get($"/en/links/{id}/edit");
        await ada.Press(list, "article.link button.danger");
        var answer = await ada.Submit(page, $"form#link-form-{id}", Fields(("title", "Typed")));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("Typed", answer.Find($"#title-{id}").GetAttribute("value"));
        Assert.Equal("restore", answer.Find("form button:not(.primary)[name]").GetAttribute("name"));
        var restored = await ada.Submit(answer, $"form#link-form-{id}", Fields(("restore", "true")));
        Assert.Equal("Typed", restored.Find("h1").TextContent);
        await ada.Press(await ada.Get("/en/links"), "article.link button.danger");
        await ada.ConfirmDeletion(await ada.Press(await ada.Get("/en/links/trash"), "article.link button.danger"));
        answer = await ada.Submit(page, $"form#link-form-{id}", Fields(("title", "Typed again")));
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        var added = await ada.Submit(answer, "form#link-form");
        Assert.Equal(["Typed again"], added.Titles());
    }

    [Fact]
    public async Task The_URL_of_another_link_is_rejected()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.com/a", "A");
        var id = (await ada.AddLink("https://example.com/b", "B")).IdOf("B");
        var answer = await ada.Submit(
            await ada.Get($"/en/links/{id}/edit"),
            $"form#link-form-{id}",
            Fields(("url", "https://example.com/a/"))
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Single(answer.FindAll($"#url-{id}-errors li"));
        Assert.Equal("A", answer.Find("[data-same] a").TextContent);
        Assert.Empty(answer.FindAll("button[name=merge]"));
    }

    [Fact]
    public async Task A_link_of_another_account_is_404()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        var list = await ada.AddLink("https://example.com/", "Ada's", isPublic: true);
        var id = list.IdOf("Ada's");
        foreach (var url in new[] { $"/en/links/{id}", $"/en/links/{id}/edit", "/en/links/99999999999999999999" })
            Assert.Equal(HttpStatusCode.NotFound, (await bob.Get(url)).Status);
        var own = await bob.AddLink("https://bob.example/", "Bob's");
        foreach (
            var (path, method) in new[]
            {
                ("", "DELETE"),
                ("/star", "PUT"),
                ("/archived", "PUT"),
                ("/unread", "PUT"),
                ("/public", "DELETE"),
                ("/trashed", "DELETE"),
            }
        )
        {
            own.Find("form#actions").SetAttribute("action", $"/en/links/{id}{path}");
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await bob.Submit(own, "form#actions", Fields(("_method", method)))).Status
            );
        }
        var typed = await bob.Submit(
            await bob.Get($"/en/links/{own.IdOf("Bob's")}/edit"),
            "form",
            Fields(("title", "x"))
        );
        Assert.Equal("Ada's", (await ada.Get($"/en/links/{id}")).Find("h1").TextContent);
        Assert.NotNull(typed);
    }

    static string Token(Answer page) => page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;
}
