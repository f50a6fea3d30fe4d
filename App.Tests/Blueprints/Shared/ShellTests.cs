using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Shared;

/// <summary>The header, navigation and footer of every page.</summary>
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

    [Fact]
    public async Task The_language_links_keep_path_and_query()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/carafe/en/account/sign-in?next=%2Fen%2Flinks%3Fq%3Da%26b");
        Assert.Equal(
            ["en English true", "de Deutsch ", "fr Français ", "ar العربية "],
            page.FindAll("footer nav a")
                .Select(link =>
                    $"{link.GetAttribute("hreflang")} {link.TextContent} {link.GetAttribute("aria-current")}"
                )
        );
        Assert.All(page.FindAll("footer nav a"), link =>
            Assert.Equal(
                $"/carafe/{link.GetAttribute("hreflang")}/account/sign-in?next=%2Fen%2Flinks%3Fq%3Da%26b",
                link.GetAttribute("href")
            )
        );
        Assert.Equal(
            new Uri(library.Address, "/carafe/de/account/sign-in?next=%2Fen%2Flinks%3Fq%3Da%26b").ToString(),
            page.Find("link[rel=alternate][hreflang=de]").GetAttribute("href")
        );
        Assert.Equal(page.Url.ToString(), page.Find("link[rel=canonical]").GetAttribute("href"));
    }

    [Fact]
    public async Task The_theme_of_the_cookie_or_account_is_set_on_the_root_element()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal("auto", (await visitor.Get("/en/")).Find("html").GetAttribute("data-theme"));
        visitor.Cookies.Add(library.Address, new Cookie("theme", "dark"));
        Assert.Equal("dark", (await visitor.Get("/en/")).Find("html").GetAttribute("data-theme"));
        visitor.Cookies.Add(library.Address, new Cookie("theme", "%22%3E%3Cscript%3E"));
        Assert.Equal("auto", (await visitor.Get("/en/")).Find("html").GetAttribute("data-theme"));

        using var ada = await library.SignUp("lovelace");
        var home = await ada.Get("/en/");
        Assert.Equal("true", home.Find("form.theme button[value=auto]").GetAttribute("aria-pressed"));
        var after = await ada.Submit(home, "form.theme", new Dictionary<string, string?> { ["theme"] = "light" });
        Assert.Equal("/en/", after.Url.AbsolutePath);
        Assert.Equal("light", after.Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task The_header_shows_the_account_and_marks_the_current_page()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns");
        Assert.Equal(
            ["/en/account/sign-in", "/en/account/sign-up"],
            page.FindAll(".account a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal("page", page.Find("nav.main a[href='/en/patterns']").GetAttribute("aria-current"));

        using var ada = await library.SignUp("lovelace");
        page = await ada.Get("/en/patterns");
        Assert.Equal(
            ["/en/links", "/en/tags", "/en/import", "/en/tasks", "/en/patterns"],
            page.FindAll("nav.main a").Select(link => link.GetAttribute("href"))
        );
        Assert.Single(page.FindAll("nav.main [aria-current]"));
        var home = await ada.Submit(page, ".account form");
        Assert.NotEmpty(home.FindAll(".account a[href='/en/account/sign-in']"));
    }

    [Fact]
    public async Task No_page_links_to_sign_up_when_sign_up_is_closed()
    {
        await using var library = await TestLibrary.Start(settings => settings with { SignUp = SignUpMode.Closed });
        using var visitor = library.NewVisitor();
        Assert.Empty((await visitor.Get("/en/")).FindAll("header a[href$=sign-up]"));
    }

    [Fact]
    public async Task A_page_for_visitors_contains_no_form_with_a_token()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns");
        Assert.Empty(page.FindAll("[name=__RequestVerificationToken]"));
        Assert.StartsWith("lang=", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", (await visitor.Get("/en/patterns")).Headers.Keys);
    }
}
