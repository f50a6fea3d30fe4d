using App.Blueprints.Shelves;
using App.Mounts;
using App.Patterns.Sqlite.Maintenance;
using App.Tests.Patterns.BackgroundTasks;
using App.Tests.Testing;
using Microsoft.Extensions.Logging;

namespace App.Tests.Mounts;

/// <summary>Shelves over HTTP.</summary>
public sealed class ShelfMountTests
{
    [Fact]
    [Trait("Statement", "P03.13"), Trait("Statement", "P03.7")]
    public async Task A_shelf_is_the_same_library_by_path_and_by_subdomain()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob", title: "Bob's books");
        using var byName = await library.VisitorOf("bob").SignUpAt("bobbob");
        await byName.AddLink("one of bobs");
        using var byPath = library.NewVisitor();
        var page = await byPath.Get("/~bob/en/@bobbob");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Bob's books", page.Find("a.brand").TextContent.Trim());
        Assert.Equal("/~bob/en/", page.Find("a.brand").GetAttribute("href"));
        Assert.Equal("blue", page.Find("html").GetAttribute("data-colour"));
        Assert.All(
            page.FindAll("a[href^='/'], form[action^='/'], link[href^='/'], script[src^='/'], use[href^='/']"),
            element =>
                Assert.StartsWith(
                    "/~bob/",
                    element.GetAttribute("href") ?? element.GetAttribute("action") ?? element.GetAttribute("src"),
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(HttpStatusCode.OK, await byPath.StatusOf(page.Find("link[rel=stylesheet]").GetAttribute("href")!));
        Assert.Equal("/~bob/en/", (await byPath.Get("/~bob")).Url.AbsolutePath);
        Assert.Single(library.Services.GetRequiredService<ShelfMounts>().Running);
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task Data_of_one_library_is_never_visible_in_another()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice");
        library.AddShelf("bob");
        using var main = await library.SignUp("adaada");
        using var alice = await library.VisitorOf("alice").SignUpAt("alicealice");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await main.AddLink("zebra of main");
        await alice.AddLink("zebra of alice");
        await bob.AddLink("zebra of bob");
        Assert.Equal(["zebra of main"], await Found(main));
        Assert.Equal(["zebra of alice"], await Found(alice));
        Assert.Equal(["zebra of bob"], await Found(bob));
        // Each account exists only in its own library.
        using var stranger = library.VisitorOf("bob");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.SignIn("alicealice")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.SignIn("bobbob")).Status);

        static async Task<IEnumerable<string>> Found(Visitor visitor) =>
            (await visitor.Get("/en/links?q=zebra"))
                .FindAll("article[data-link-id] :is(h2, h3)")
                .Select(title => title.TextContent.Trim());
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_session_is_invalid_in_every_other_library()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice");
        library.AddShelf("bob");
        using var browser = await library.SignUp("adaada");
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOf("/en/account/settings"));
        Assert.Equal(HttpStatusCode.Redirect, await browser.StatusOf("/~alice/en/account/settings"));
        await browser.SignUpAt("alicealice", root: "/~alice");
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOf("/~alice/en/account/settings"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOf("/en/account/settings"));
        Assert.Equal(HttpStatusCode.Redirect, await browser.StatusOf("/~bob/en/account/settings"));
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusOf("/~alicex/en/account/settings"));
        var cookies = browser.Cookies.GetAllCookies().Select(cookie => (cookie.Name, cookie.Path)).Order().ToList();
        Assert.Contains(("carafe", "/"), cookies);
        Assert.Contains(("carafe-shelf-1", "/~alice"), cookies);
        Assert.All(cookies.Where(cookie => cookie.Path == "/~alice"), cookie =>
            Assert.DoesNotContain((cookie.Name, "/"), cookies)
        );
        // Sends the main library's session cookie to two shelves under the names that they expect. They must reject it.
        var session = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "carafe").Value;
        foreach (
            var (name, path) in (IEnumerable<(string, string)>)
                [("carafe-shelf-1", "/~alice"), ("carafe-shelf-2", "/~bob")]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/en/account/settings");
            request.Headers.Add("Cookie", $"{name}={session}");
            using var thief = new Visitor(library.Address, "en");
            Assert.Equal(HttpStatusCode.Redirect, (await thief.Send(request)).Status);
        }
    }

    [Fact]
    public async Task Antiforgery_tokens_and_flash_messages_are_separate_for_each_library()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice");
        using var browser = await library.SignUp("adaada");
        await browser.SignUpAt("alicealice", root: "/~alice");
        var form = await browser.Get("/en/links/new");
        var token = form.Find("form[id^=link-form] input[name=__RequestVerificationToken]").GetAttribute("value");
        var there = await browser.Get("/~alice/en/links/new");
        there.Find("form[id^=link-form] input[name=__RequestVerificationToken]").SetAttribute("value", token!);
        var refused = await browser.Submit(
            there,
            "form[id^=link-form]",
            new Dictionary<string, string?> { ["url"] = "https://example.org/" },
            follow: false
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        await browser.AddLink("of main");
        Assert.Empty((await browser.Get("/~alice/en/links")).FindAll("#flashes li"));
        Assert.NotEmpty((await browser.Get("/en/links")).FindAll("#flashes li"));
    }

    [Fact]
    public async Task A_theme_chosen_in_a_shelf_applies_only_there()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice");
        using var browser = library.NewVisitor();
        await Choose("", "dark");
        await Choose("/~alice", "light");
        Assert.Equal("dark", (await browser.Get("/en/")).Find("html").GetAttribute("data-theme"));
        Assert.Equal("light", (await browser.Get("/~alice/en/")).Find("html").GetAttribute("data-theme"));

        async Task Choose(string root, string theme) =>
            await browser.Submit(
                await browser.Get($"{root}/en/account/theme"),
                "main form",
                new Dictionary<string, string?> { ["theme"] = theme }
            );
    }

    [Fact]
    public async Task A_shelf_has_its_own_languages_and_its_own_sign_up_mode()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice", signUpOpen: false, languages: ["fr", "en"]);
        using var visitor = library.NewVisitor("de");
        Assert.Equal("/~alice/fr/", (await visitor.Get("/~alice/")).Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf("/~alice/de/"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/de/"));
        Assert.Equal(HttpStatusCode.Forbidden, await visitor.StatusOf("/~alice/en/account/sign-up"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/en/account/sign-up"));
    }

    [Theory]
    [InlineData("missing.localhost", HttpStatusCode.NotFound), Trait("Statement", "P03.9")]
    [InlineData("a.b.localhost", HttpStatusCode.NotFound), Trait("Statement", "P03.12")]
    [InlineData("BOB.LOCALHOST:5080", HttpStatusCode.Redirect), Trait("Statement", "P03.11")]
    [InlineData("bob.localhost.", HttpStatusCode.Redirect)]
    [InlineData("bob.example.com", HttpStatusCode.Redirect)]
    [InlineData("example.com", HttpStatusCode.Redirect), Trait("Statement", "P03.10")]
    [InlineData("evil-example.com", HttpStatusCode.MisdirectedRequest)]
    [InlineData("notexample.com", HttpStatusCode.MisdirectedRequest)]
    public async Task The_host_selects_a_shelf_the_main_library_or_404(string host, HttpStatusCode status)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Domain = "example.com" });
        library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        var answer = await visitor.Send(request);
        Assert.Equal(status, answer.Status);
        if ((int)status >= 400) Assert.NotEmpty(answer.Find("h1").TextContent);
    }

    [Fact, Trait("Statement", "P03.8")]
    public async Task Fifty_parallel_first_requests_start_one_shelf()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf("/~bob/en/"));
        library.AddShelf("bob");
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => visitor.StatusOf("/~bob/en/"))), status =>
            Assert.Equal(HttpStatusCode.OK, status)
        );
        Assert.Equal(50, Assert.Single(library.Services.GetRequiredService<ShelfMounts>().Running).Value.Requests);
    }

    [Fact]
    public async Task A_suspended_shelf_is_503_until_it_is_resumed()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var visitor = library.NewVisitor("de");
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~bob/de/"));
        Assert.Equal(ShelfProblem.None, library.Keeper().Suspend("bob"));
        var answer = await visitor.Get("/~bob/de/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("gesperrt", answer.Find("h1").TextContent, StringComparison.Ordinal);
        await ShelfFixture.Until(() => !library.Services.GetRequiredService<ShelfMounts>().Running.Any());
        Assert.Equal(ShelfProblem.None, library.Keeper().Resume("bob"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~bob/de/"));
    }

    [Fact]
    public async Task A_renamed_shelf_is_found_only_by_its_new_name_and_keeps_its_data()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        Assert.Equal(ShelfProblem.None, await library.Keeper().Rename("bob", "robert", TimeSpan.FromSeconds(20)));
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        Assert.True(Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "robert")));
        Assert.False(Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "bob")));
        using var robert = library.VisitorOf("robert");
        await robert.SignIn("bobbob");
        Assert.Single((await robert.Get("/en/links")).FindAll("article[data-link-id]"));
    }

    [Fact]
    public async Task A_deleted_shelf_finishes_its_responses_is_404_and_can_be_restored_from_its_archive()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob", title: "Of Bob", colour: "red");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        // Simulates a request in progress: the shelf is in use while it is deleted.
        var app = library.Services.GetRequiredService<ShelfMounts>().Running.Single().Value;
        Assert.True(app.TryEnter());
        Assert.Equal(ShelfProblem.None, await library.Keeper().Delete("bob", TimeSpan.FromMilliseconds(200)));
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        Assert.Empty(library.Keeper().Archives());
        app.Leave();
        await ShelfFixture.Until(() => library.Keeper().Archives().Any() && library.Keeper().All().Count == 0);
        var archive = Assert.Single(library.Keeper().Archives());
        Assert.Equal(ShelfProblem.None, library.Keeper().Restore(archive, "bobby"));
        var shelf = Assert.Single(library.Keeper().All());
        Assert.Equal(("bobby", "Of Bob", "red"), (shelf.Name, shelf.Title, shelf.Colour));
        using var bobby = library.VisitorOf("bobby");
        Assert.Equal(HttpStatusCode.SeeOther, (await bobby.SignIn("bobbob")).Status);
        Assert.Single((await bobby.Get("/en/links")).FindAll("article[data-link-id]"));
    }

    [Fact]
    public async Task A_shelf_in_use_can_be_backed_up_and_restored_under_another_name()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("before");
        var (problem, archive) = library.Keeper().BackUp("bob");
        Assert.Equal(ShelfProblem.None, problem);
        await bob.AddLink("after");
        Assert.Equal(ShelfProblem.NameTaken, library.Keeper().Restore(archive!));
        Assert.Equal(ShelfProblem.None, library.Keeper().Restore(archive!, "copy"));
        using var copy = library.VisitorOf("copy");
        await copy.SignIn("bobbob");
        Assert.Equal(
            ["before"],
            (await copy.Get("/en/links"))
                .FindAll("article[data-link-id] :is(h2, h3)")
                .Select(title => title.TextContent.Trim())
        );
        Assert.Equal(2, (await bob.Get("/en/links")).FindAll("article[data-link-id]").Count);
    }

    [Fact]
    public async Task A_changed_title_is_shown_on_the_next_page()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        await visitor.Get("/~bob/en/");
        Assert.Equal(ShelfProblem.None, library.Keeper().Set("bob", ShelfFixture.Form("bob", "Another title", "red")));
        Assert.Equal("Another title", (await visitor.Get("/~bob/en/")).Find("a.brand").TextContent.Trim());
    }

    [Fact, Trait("Statement", "P03.6")]
    public async Task Log_entries_of_a_shelf_contain_its_name()
    {
        using var log = new RecordedLog();
        await using var library = await TestLibrary.Start(configure: builder => builder.Logging.AddProvider(log));
        library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        await visitor.Get("/~bob/en/");
        var shelf = library.Services.GetRequiredService<ShelfMounts>().Running.Single().Value.Services;
        shelf.GetRequiredService<ILoggerFactory>().CreateLogger("Probe").LogWarning("of the shelf");
        library.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Probe").LogWarning("of main");
        Assert.Contains(log.Lines, line => line.Contains("~bob: of the shelf", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("~bob: of main", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_of_a_renamed_shelf_finishes_and_the_next_request_is_404()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await bob.AddLink("kept");
        var mounts = library.Services.GetRequiredService<ShelfMounts>();
        using var export = await bob.Http.GetAsync(
            new Uri("/export/links.html", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ShelfProblem.None, await library.Keeper().Rename("bob", "robert"));
        Assert.Contains(
            "kept",
            await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOf("/en/"));
        await ShelfFixture.Until(() =>
            Directory.Exists(System.IO.Path.Combine(library.Settings.ShelvesDirectory, "robert"))
        );
        Assert.DoesNotContain(mounts.Running, one => one.Key.Name == "bob");
    }

    [Fact]
    public async Task The_main_library_has_a_configurable_title_colour_and_languages()
    {
        await using var library = await TestLibrary.Start(settings =>
            settings with
            {
                Title = "Ours",
                Colour = "purple",
                Languages = ["ar", "en"],
            }
        );
        using var visitor = library.NewVisitor("fr");
        var page = await visitor.Get("/");
        Assert.Equal("/ar/", page.Url.AbsolutePath);
        Assert.Equal(
            ("Ours", "purple"),
            (page.Find("a.brand").TextContent.Trim(), page.Find("html").GetAttribute("data-colour"))
        );
        Assert.EndsWith("Ours", page.Document.Title, StringComparison.Ordinal);
    }
}
