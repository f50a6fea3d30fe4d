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
}
