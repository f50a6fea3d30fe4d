using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Shared;

/// <summary>
/// Tests what all pages share: title, heading, scripts, and the layouts for full pages and for htmx requests.
/// </summary>
public sealed class ShellTests
{
    static readonly string[] publicPages =
        ["/", "/account/sign-in", "/account/sign-up", "/account/theme", "/patterns"];

    static readonly string[] ownPages =
    [
        "/",
        "/account/settings",
        "/account/password",
        "/account/delete",
        "/account/sign-out",
        "/patterns",
    ];

    [Theory]
    [Trait("Statement", "P13.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_has_one_title_one_main_one_heading_and_no_inline_code(bool signedIn)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = signedIn ? await library.SignUp("lovelace") : library.NewVisitor();
        foreach (var url in signedIn ? ownPages : publicPages)
            foreach (var language in (string[])["en", "ar"])
            {
                var page = await visitor.Get($"/{language}{url}");
                Assert.Equal(HttpStatusCode.OK, page.Status);
                foreach (
                    var only in (string[])
                        [
                            "html",
                            "head title",
                            "main#main",
                            "h1",
                            "#flashes",
                            "meta[charset]",
                            "header.site",
                            "footer.site",
                        ]
                )
                    Assert.Single(page.FindAll(only));
                Assert.Empty(
                    page.FindAll("title:empty, [style], style, script:not([src]), [onclick], block, override, super")
                );
                Assert.Equal(language, page.Find("html").GetAttribute("lang"));
                Assert.Equal(language == "ar" ? "rtl" : "ltr", page.Find("html").GetAttribute("dir"));
                var ids = page.FindAll("[id]").Select(element => element.Id).ToList();
                Assert.Equal(ids.Distinct(), ids);
            }
    }

    [Fact]
    [Trait("Statement", "P15.1")]
    public async Task Scripts_are_local_and_deferred()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var scripts = (await visitor.Get("/en/")).FindAll("script[src]");
        Assert.Contains(scripts, script =>
            script.GetAttribute("src")!.StartsWith("/lib/htmx/htmx.min.", StringComparison.Ordinal)
        );
        Assert.All(scripts, script =>
        {
            Assert.StartsWith("/", script.GetAttribute("src"));
            Assert.False(script.GetAttribute("src")!.StartsWith("//", StringComparison.Ordinal));
            Assert.True(script.HasAttribute("defer") || script.GetAttribute("type") == "module");
        });
        foreach (var script in scripts)
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(script.GetAttribute("src")!)).Status);
    }

    [Fact]
    [Trait("Statement", "P13.4")]
    public async Task A_third_level_page_can_omit_the_search_of_its_layout()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = await library.SignUp("lovelace");
        Assert.Single((await visitor.Get("/en/patterns")).FindAll("header [role=search]"));
        var settings = await visitor.Get("/en/account/password");
        Assert.Empty(settings.FindAll("header [role=search]"));
        Assert.Equal("narrow", settings.Find("main").ClassName);
        Assert.NotEmpty(settings.FindAll("header nav, footer nav"));
    }

    [Fact]
    [Trait("Statement", "P13.6")]
    public async Task An_htmx_request_gets_the_fragment_layout_and_a_boosted_or_restored_one_the_full_page()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.DoesNotContain(
            "<html",
            (await visitor.Get("/en/account/theme", htmx: true)).Text,
            StringComparison.OrdinalIgnoreCase
        );
        foreach (var header in (string[])["HX-Boosted", "HX-History-Restore-Request"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/en/account/theme");
            request.Headers.Add("HX-Request", "true");
            request.Headers.Add(header, "true");
            Assert.Single((await visitor.Send(request)).FindAll("header.site"));
        }
    }

    [Fact]
    public async Task A_fragment_contains_the_title_of_its_page()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns");
        var fragment = await visitor.Get("/en/patterns", htmx: true);
        Assert.Equal(page.Document.Title, fragment.Document.Title);
        Assert.EndsWith(" · Carafe", page.Document.Title, StringComparison.Ordinal);
        Assert.Equal("Carafe", (await visitor.Get("/en/")).Document.Title);
    }

    [Fact]
    [Trait("Statement", "P13.2")]
    public async Task Markup_in_a_title_is_escaped()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("lovelace");
        var list = await ada.AddLink("https://example.org/", "</title><b>&amp;");
        var page = await ada.Get($"/en/links/{list.IdOf("</title><b>&amp;")}");
        Assert.Equal("</title><b>&amp; · Carafe", Assert.Single(page.FindAll("title")).TextContent);
    }
}
