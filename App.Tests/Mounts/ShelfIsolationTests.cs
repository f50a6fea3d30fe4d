using App.Mounts;
using App.Tests.Patterns.BackgroundTasks;
using App.Tests.Testing;
using Microsoft.Extensions.Logging;

namespace App.Tests.Mounts;

public sealed class ShelfIsolationTests
{
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
        // An account of one shelf cannot sign in to another shelf.
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
        // Sends the main library's session cookie to two shelves, under the cookie name of each shelf. Both must reject
        // it.
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
}
