using App.Tests.Testing;

namespace App.Tests.Blueprints.Shared;

public sealed class HeaderTests
{
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
