using App.Blueprints.Shelves;
using App.Mounts;
using App.Tests.Testing;

namespace App.Tests.Mounts;

/// <summary>
/// Verifies over HTTP how shelves are selected by path and by host, how they start, and which settings they have.
/// </summary>
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
    public async Task A_changed_title_is_shown_on_the_next_page()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        await visitor.Get("/~bob/en/");
        Assert.Equal(ShelfProblem.None, library.Keeper().Set("bob", ShelfFixture.Form("bob", "Another title", "red")));
        Assert.Equal("Another title", (await visitor.Get("/~bob/en/")).Find("a.brand").TextContent.Trim());
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
