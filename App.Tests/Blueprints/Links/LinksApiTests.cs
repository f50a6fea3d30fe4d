using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class LinksApiTests
{
    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task Tags_are_suggested_by_their_beginning_the_most_used_first()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://a.example/", "A", "Css, cooking, </script><script>");
        await ada.AddLink("https://b.example/", "B", "css, zebra");
        await bob.AddLink("https://c.example/", "C", "cssbob");
        var answer = await ada.Get("/api/tags/suggest?q=C");
        Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal([("Css", 2), ("cooking", 1)], Tags(answer));
        Assert.Equal(4, Tags(await ada.Get("/api/tags/suggest")).Count);
        Assert.Equal([("</script><script>", 1)], Tags(await ada.Get("/api/tags/suggest?q=%3C")));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("abc", 8)]
    [InlineData("", 8)]
    [InlineData("-1", 1)]
    [InlineData("0", 1)]
    [InlineData("1e9", 8)]
    [InlineData("999999999", 10)]
    [InlineData("99999999999999999999", 8)]
    [Trait("Statement", "P15.3")]
    public async Task Any_limit_is_answered(string limit, int expected)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", string.Join(',', Enumerable.Range(0, 10).Select(i => $"t{i}")));
        Assert.Equal(expected, Tags(await ada.Get($"/api/tags/suggest?q=t&limit={limit}")).Count);
    }

    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task A_link_is_known_under_every_spelling_of_its_address()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://example.com/a", "<b>A</b>");
        var known = Json(await ada.Get($"/api/links/exists?url={Uri.EscapeDataString("EXAMPLE.com/a/?utm_source=x#y")}"));
        Assert.True(known.GetProperty("exists").GetBoolean());
        Assert.Equal("<b>A</b>", known.GetProperty("link").GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.OK, (await ada.Get(known.GetProperty("link").GetProperty("page").GetString()!)).Status);
        foreach (var url in new[] { "", "javascript:alert(1)", "nonsense", "https://example.com/b", new string('x', 5000) })
            Assert.False(Json(await ada.Get($"/api/links/exists?url={Uri.EscapeDataString(url)}")).GetProperty("exists").GetBoolean());
        Assert.False(Json(await ada.Get("/api/links/exists")).GetProperty("exists").GetBoolean());
        Assert.False(Json(await bob.Get("/api/links/exists?url=https://example.com/a")).GetProperty("exists").GetBoolean());
    }

    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task Errors_are_json_and_never_html()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var ada = await library.SignUp("ada1");
        foreach (var (status, answer) in new[]
        {
            (HttpStatusCode.Unauthorized, await visitor.Get("/api/tags/suggest?q=c")),
            (HttpStatusCode.Unauthorized, await visitor.Get("/api/links/exists?url=x")),
            (HttpStatusCode.NotFound, await ada.Get("/api/none")),
            (HttpStatusCode.MethodNotAllowed, await Post(ada, "/api/tags/suggest")),
        })
        {
            Assert.Equal(status, answer.Status);
            Assert.Contains("json", answer.Headers["Content-Type"], StringComparison.Ordinal);
            JsonDocument.Parse(answer.Text);
        }
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    [Trait("Statement", "P15.6")]
    public async Task The_form_says_where_the_application_is_and_works_without_the_script()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var ada = library.NewVisitor();
        var page = await ada.Get("/base/en/account/sign-up");
        await ada.Submit(page, "form#sign-up", new Dictionary<string, string?> { ["username"] = "ada1", ["password"] = TestLibrary.Password, ["confirm"] = TestLibrary.Password, ["accept"] = "true" });
        page = await ada.Get("/base/en/links/new");
        Assert.Equal("/base/", page.Find("html").GetAttribute("data-root"));
        var list = await ada.Submit(page, "form#link-form", new Dictionary<string, string?> { ["url"] = "example.com", ["title"] = "A", ["tags"] = "old, tag" });
        Assert.StartsWith("/base/en/links", list.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.All(list.FindAll("article.link a[href^='/'], article.link [formaction]"), link =>
            Assert.StartsWith("/base/en/links", link.GetAttribute("href") ?? link.GetAttribute("formaction"), StringComparison.Ordinal));
        page = await ada.Get("/base/en/links/new");
        Assert.Equal(["old", "tag"], page.FindAll("datalist option").Select(option => option.GetAttribute("value")));
        Assert.Equal(page.Find("datalist").Id, page.Find("#tags").GetAttribute("list"));
        Assert.StartsWith("/base/js/links.", page.Find("script[src*=links]").GetAttribute("src"), StringComparison.Ordinal);
        Assert.Single(Tags(await ada.Get("/base/api/tags/suggest?q=o")));
    }

    static async Task<Answer> Post(Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        return await visitor.Send(request);
    }

    static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    static List<(string, int)> Tags(Answer answer) =>
        [.. Json(answer).EnumerateArray().Select(tag => (tag.GetProperty("name").GetString()!, tag.GetProperty("count").GetInt32()))];
}
