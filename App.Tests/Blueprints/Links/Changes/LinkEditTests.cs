using App.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Changes;

public sealed class LinkEditTests
{
    static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);

    [Fact]
    [Trait("Statement", "P12.8")]
    public async Task Adding_a_link_saves_it_shows_a_message_and_redirects_to_the_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answer = await ada.Submit(
            page,
            "form#link-form",
            Fields(
                ("url", " example.com/a "),
                ("title", " A  title\n"),
                ("tags", "x, Y ,x"),
                ("unread", "true"),
                ("Form.IsStarred", "true")
            ),
            follow: false
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var list = await ada.Get(answer.Location!.OriginalString);
        Assert.Equal(["A title"], list.Titles());
        Assert.Equal("https://example.com/a", list.Find("article.link h2 a").GetAttribute("href"));
        Assert.Equal(["x", "Y"], list.FindAll("article.link .tags a").Select(tag => tag.TextContent));
        Assert.Equal("Link saved.", list.Find("#flashes li p").TextContent);
        Assert.Equal("false", list.Find("article.link .star").GetAttribute("aria-pressed"));
        Assert.Single(list.FindAll(".badge.unread"));
    }

    [Theory]
    [InlineData("", "Enter a URL.")]
    [InlineData("javascript:alert(1)", "Only http, https and ftp URLs can be saved.")]
    [InlineData("two words", "This is not a valid URL.")]
    [InlineData("<script>", "This is not a valid URL.")]
    [Trait("Statement", "P12.8")]
    [Trait("Statement", "P12.9")]
    public async Task An_invalid_URL_is_rejected_and_the_input_remains(string url, string message)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answer = await ada.Submit(
            page,
            "form#link-form",
            Fields(
                ("url", url),
                ("title", "<b>T</b>"),
                ("note", "<script>kept\nlines</textarea>"),
                ("tags", "a, \"><script>"),
                ("public", "true")
            )
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([message], answer.FindAll("#url-errors li").Select(error => error.TextContent));
        Assert.Equal(
            ("<b>T</b>", "<script>kept\nlines</textarea>", "a, \"><script>"),
            (
                answer.Find("#title").GetAttribute("value"),
                answer.Find("#note").TextContent,
                answer.Find("#tags").GetAttribute("value")
            )
        );
        Assert.Equal(url, answer.Find("#url").GetAttribute("value"));
        Assert.Empty(answer.FindAll("script:not([src])"));
        Assert.True(answer.Find("#public").HasAttribute("checked"));
    }

    [Fact]
    [Trait("Statement", "P08.7")]
    public async Task Length_errors_are_shown_beside_the_field()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var answer = await ada.Submit(await ada.Get("/en/links/new"), "form#link-form", Fields(
            ("url", "https://example.com/" + new string('a', LinkLimits.Url)),
            ("title", string.Concat(Enumerable.Repeat("😀", LinkLimits.Title + 1))),
            ("tags", new string('t', LinkLimits.Tag + 1))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var field in new[] { "url", "title", "tags" }) Assert.NotEmpty(answer.FindAll($"#{field}-errors li"));
        answer = await ada.AddLink("https://example.com/", string.Concat(Enumerable.Repeat("😀", LinkLimits.Title)));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Single(answer.Titles());
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task A_duplicate_is_shown_and_can_be_merged()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.com/a", "Mine", "one", "first");
        var answer = await ada.AddLink("HTTPS://example.com/a/?utm_source=n", "Other", "two", "second");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Mine", answer.Find("[data-same] a").TextContent);
        Assert.Equal("true", answer.Find("button[name=merge]").GetAttribute("value"));
        var merged = await ada.Submit(answer, "form#link-form", Fields(("merge", "true")));
        Assert.Equal(["Mine"], merged.Titles());
        Assert.Equal(["one", "two"], merged.FindAll("article.link .tags a").Select(tag => tag.TextContent));
        var link = await ada.Get($"/en/links/{merged.IdOf("Mine")}");
        Assert.Contains("first\n\nsecond", link.Find("dl.facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public async Task Submitting_a_link_several_times_in_parallel_adds_it_once()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get("/en/links/new");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    ada.Submit(
                        page,
                        "form#link-form",
                        Fields(("url", "https://example.com/"), ("title", "Once")),
                        follow: false
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var racing = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    ada.Submit(
                        page,
                        "form#link-form",
                        Fields(("url", "https://race.example/"), ("title", $"Race {i}")),
                        follow: false
                    )
                )
        );
        Assert.Single(racing, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Equal(7, racing.Count(answer => answer.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal("2", (await ada.Get("/en/links")).Total());
    }

    [Fact]
    public async Task Query_parameters_prefill_the_form()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://example.com/have", "Had");
        var page = await ada.Get(
            "/en/links/new?url=https%3A%2F%2Fexample.com%2Fhave&title=T%20%22q%22&description=D&tags=a,b&tags=c"
        );
        Assert.Equal(
            ("https://example.com/have", "T \"q\"", "a,b, c"),
            (
                page.Find("#url").GetAttribute("value"),
                page.Find("#title").GetAttribute("value"),
                page.Find("#tags").GetAttribute("value")
            )
        );
        Assert.Equal("D", page.Find("#description").TextContent);
        Assert.Equal("Had", page.Find("[data-same] a").TextContent);
    }

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
