using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class LinkListPageTests
{
    [Fact]
    public async Task The_list_shows_only_links_of_the_account()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://a.example/", "Ada's");
        await bob.AddLink("https://b.example/", "Bob's", isPublic: true);
        Assert.Equal(["Ada's"], (await ada.Get("/en/links")).Titles());
        Assert.Equal(["Bob's"], (await bob.Get("/en/")).Titles());
        Assert.Equal("1", (await ada.Get("/en/links")).Total());
    }

    [Fact]
    public async Task A_visitor_is_redirected_to_sign_in()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (
            var url in new[]
            {
                "/en/links",
                "/en/links/new?url=x",
                "/en/links/1",
                "/en/links/1/edit",
                "/en/links/trash",
                "/en/tags",
            }
        )
            Assert.EndsWith("/en/account/sign-in", (await visitor.Get(url)).Url.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_for_visitors_shows_two_sections_and_the_newest_public_links_without_notes()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://open.example/", "Open", tags: "t", note: "my secret", isPublic: true);
        await ada.AddLink("https://closed.example/", "Closed");
        using var visitor = library.NewVisitor();
        var home = await visitor.Get("/en/");
        Assert.Equal(2, home.FindAll(".door a[href*='/en/']").Count(link => link.ParentElement!.TagName == "H2"));
        Assert.Equal(["Open"], home.FindAll("article.link h3").Select(title => title.TextContent));
        var shared = await visitor.Get("/en/@ada1?q=secret");
        Assert.Equal("0", shared.Total());
        Assert.Equal(["Open"], (await visitor.Get("/en/@ada1")).Titles());
        Assert.DoesNotContain(
            "my secret",
            home.Text + (await visitor.Get("/en/@ada1?q=open")).Text,
            StringComparison.Ordinal
        );
        Assert.Empty((await visitor.Get("/en/@ada1")).FindAll("form#actions, article button"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/@nobody")).Status);
    }

    [Fact]
    [Trait("Statement", "P08.2")]
    public async Task An_invalid_page_number_is_404()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var page in new[] { "0", "-1", "abc", "2", "999999999999", "1.5", "%00" })
            Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"/en/links?page={page}")).Status);
        foreach (var page in new[] { "", "?page=1", "?page=", "?q=nothing&page=1" })
            Assert.Equal(HttpStatusCode.OK, (await ada.Get($"/en/links{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/trash?page=2")).Status);
    }

    [Fact]
    [Trait("Statement", "P08.9")]
    public async Task The_state_of_the_list_is_in_its_URL_and_unknown_values_are_ignored()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Alpha", tags: "red, blue");
        await ada.AddLink("https://b.example/", "Beta", tags: "red");
        await ada.AddLink("https://a.example/2", "Gamma");
        Assert.Equal(["Alpha"], (await ada.Get("/en/links?q=alp")).Titles());
        Assert.Equal(["Beta", "Alpha"], (await ada.Get("/en/links?tag=RED")).Titles());
        Assert.Equal(["Gamma", "Alpha"], (await ada.Get("/en/links?site=a.example")).Titles());
        Assert.Equal(["Alpha"], (await ada.Get("/en/links?site=a.example&tag=red&q=a")).Titles());
        Assert.Equal(["Alpha", "Beta", "Gamma"], (await ada.Get("/en/links?sort=title")).Titles());
        Assert.Equal(
            ["Gamma", "Beta", "Alpha"],
            (await ada.Get("/en/links?sort=title;drop&is=nonsense&x=y&tag=")).Titles()
        );
        Assert.Equal("0", (await ada.Get("/en/links?is=starred")).Total());
        var page = await ada.Get("/en/links?q=example&tag=red&sort=title");
        Assert.Equal("example", page.Find("#q").GetAttribute("value"));
        Assert.Equal("title", page.Find("#sort option[selected]").GetAttribute("value"));
        Assert.Equal(
            ["tag", "sort"],
            page.FindAll("form#search input[type=hidden]").Select(input => input.GetAttribute("name"))
        );
    }

    [Fact]
    public async Task Matches_are_marked_and_search_input_is_escaped()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "<script>alert(1)</script> numérique", tags: "</script><script>");
        var page = await ada.Get("/en/links?q=numerique+%3Cimg+onerror%3Dx%3E+-zzz");
        Assert.Empty(page.FindAll("article.link"));
        page = await ada.Get("/en/links?q=numerique");
        Assert.Equal("numérique", page.Find("article.link h2 mark").TextContent);
        Assert.Empty(page.FindAll("article.link script"));
        Assert.Equal("<script>alert(1)</script> numérique", page.Titles().Single());
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("NEAR(")]
    [InlineData("*")]
    [InlineData("\0")]
    [InlineData("-#\"")]
    [InlineData("\ud83d")]
    [Trait("Statement", "P07.8")]
    public async Task No_search_input_is_an_error(string typed)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        Assert.Equal(HttpStatusCode.OK, (await ada.Get($"/en/links?q={Uri.EscapeDataString(typed)}")).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await ada.Get(
                    $"/en/links?q={Uri.EscapeDataString(typed)}&tag={Uri.EscapeDataString(typed)}"
                        + $"&site={Uri.EscapeDataString(typed)}"
                )
            ).Status
        );
        if (typed == "\"")
            Assert.Equal(HttpStatusCode.OK, (await ada.Get($"/en/links?q={new string('x', 3000)}")).Status);
    }

    [Fact]
    public async Task An_htmx_search_returns_only_the_results_and_the_URL_to_show()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Alpha");
        var fragment = await ada.Get("/en/links?q=alp&tag=", htmx: true);
        Assert.DoesNotContain("<html", fragment.Text, StringComparison.Ordinal);
        Assert.Equal("1", fragment.Find("#results [data-total]").GetAttribute("data-total"));
        Assert.Equal("/en/links?q=alp", fragment.Headers["HX-Replace-Url"]);
        Assert.Contains("HX-Request", fragment.Headers["Vary"], StringComparison.Ordinal);
        Assert.Contains("<html", (await ada.Get("/en/links?q=alp")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_has_a_token_in_each_form_and_pages_of_fifty()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        for (var i = 0; i < 51; i++) await ada.AddLink($"https://example.com/{i}", $"Link {i}");
        var page = await ada.Get("/en/links");
        Assert.Equal(50, page.FindAll("article.link").Count);
        Assert.Equal("51", page.Total());
        Assert.Equal(
            page.FindAll("#results form[method=post]").Count,
            page.FindAll("#results input[name=__RequestVerificationToken]").Count
        );
        Assert.Equal("/en/links?page=2", page.Find("nav.pagination a[rel=next]").GetAttribute("href"));
        Assert.Equal(["Link 0"], (await ada.Get("/en/links?page=2")).Titles());
        Assert.Equal(
            "/en/links?q=link&page=2",
            (await ada.Get("/en/links?q=link")).Find("nav.pagination a[rel=next]").GetAttribute("href")
        );
    }

    [Theory]
    [InlineData("en", "1 link")]
    [InlineData("de", "1 Link")]
    [InlineData("fr", "1 lien")]
    [InlineData("ar", "رابط واحد (1)")]
    public async Task The_count_is_shown_in_each_language(string language, string said)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A");
        Assert.Equal(said, (await ada.Get($"/{language}/links")).Find("#total").TextContent);
    }

    [Fact]
    public async Task A_search_with_a_syntax_error_marks_the_error_and_shows_help()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Alpha", isPublic: true);
        foreach (var list in new[] { "/en/links", "/en/@ada1" })
        {
            var page = await ada.Get($"{list}?q={Uri.EscapeDataString("alpha <b> (")}");
            Assert.Equal("alpha <b> (", page.Find("#search-problem code").TextContent);
            Assert.Equal("(", page.Find("#search-problem mark").TextContent);
            Assert.Empty(page.FindAll("#search-problem b"));
            Assert.Equal(["Alpha"], (await ada.Get($"{list}?q=alpha+(")).Titles());
            Assert.Equal(["Alpha"], (await ada.Get($"{list}?q=alpha+or", htmx: true)).Titles());
            Assert.Empty((await ada.Get($"{list}?q=(alpha)")).FindAll("#search-problem"));
            Assert.Equal(11, page.FindAll("#search-help tr").Count);
        }
    }

    [Fact]
    public async Task A_second_sort_order_can_be_chosen_without_scripts()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/b", "Beta");
        await ada.AddLink("https://one.example/a", "Alpha");
        await ada.AddLink("https://two.example/", "Gamma");
        var page = await ada.Get("/en/links?sort=site&sort=title&sort=&sort=newest");
        Assert.Equal(["Alpha", "Beta", "Gamma"], page.Titles());
        Assert.Equal("title", page.Find("#then option[selected]").GetAttribute("value"));
        Assert.Equal(
            ["site", "title", "-date"],
            page.FindAll("form#search [name=sort]").Select(step => step.GetAttribute("value"))
        );
        page = await ada.Submit(page, "form#sorting");
        Assert.Equal("?sort=site&sort=title&sort=-date", page.Url.Query);
        Assert.Equal(["Alpha", "Beta", "Gamma"], page.Titles());
    }
}
