using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class LinkListSearchTests
{
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
