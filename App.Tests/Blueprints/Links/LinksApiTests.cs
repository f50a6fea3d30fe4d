using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class LinksApiTests
{
    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task Tags_are_suggested_by_prefix_with_the_most_used_first()
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
    public async Task Every_limit_value_is_accepted(string limit, int expected)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "A", string.Join(',', Enumerable.Range(0, 10).Select(i => $"t{i}")));
        Assert.Equal(expected, Tags(await ada.Get($"/api/tags/suggest?q=t&limit={limit}")).Count);
    }

    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task A_link_is_found_by_every_equivalent_URL()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.AddLink("https://example.com/a", "<b>A</b>");
        var known = Json(
            await ada.Get($"/api/links/exists?url={Uri.EscapeDataString("EXAMPLE.com/a/?utm_source=x#:~:text=y")}")
        );
        Assert.True(known.GetProperty("exists").GetBoolean());
        Assert.Equal("<b>A</b>", known.GetProperty("link").GetProperty("title").GetString());
        Assert.Equal(
            HttpStatusCode.OK,
            (await ada.Get(known.GetProperty("link").GetProperty("page").GetString()!)).Status
        );
        foreach (
            var url in new[] { "", "javascript:alert(1)", "nonsense", "https://example.com/b", new string('x', 5000) }
        )
            Assert.False(
                Json(await ada.Get($"/api/links/exists?url={Uri.EscapeDataString(url)}"))
                    .GetProperty("exists")
                    .GetBoolean()
            );
        Assert.False(Json(await ada.Get("/api/links/exists")).GetProperty("exists").GetBoolean());
        Assert.False(
            Json(await bob.Get("/api/links/exists?url=https://example.com/a")).GetProperty("exists").GetBoolean()
        );
    }

    [Fact]
    [Trait("Statement", "P15.5")]
    public async Task API_errors_are_JSON_and_never_HTML()
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

    [Theory]
    [Trait("Statement", "P15.5")]
    [InlineData("")]
    [InlineData("/base")]
    public async Task The_API_returns_JSON_for_every_Accept_header_below_the_path_base(string root)
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { PathBase = root },
            make: settings => new ProbeLibrary(settings)
        );
        using var visitor = library.NewVisitor();
        visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (
            var (method, path, status) in new[]
            {
                ("GET", "tags/suggest", 401),
                ("POST", "tags/suggest", 405),
                ("DELETE", "links/exists", 405),
                ("GET", "none", 404),
                ("POST", "none", 404),
                ("GET", "none.js", 404),
                ("GET", "probe/status/403", 403),
                ("GET", "probe/status/415", 415),
                ("GET", "probe/throw", 500),
            }
        )
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{root}/api/{path}");
            var answer = await visitor.Send(request);
            Assert.Equal(
                (path, status, "application/problem+json"),
                (path, (int)answer.Status, answer.Headers["Content-Type"].Split(';')[0])
            );
            Assert.Equal(status, Json(answer).GetProperty("status").GetInt32());
            Assert.Equal(status == 405 ? "GET, HEAD, OPTIONS" : null, answer.Headers.GetValueOrDefault("Allow"));
        }
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    [Trait("Statement", "P15.5")]
    public async Task A_tag_containing_a_script_end_tag_breaks_nothing()
    {
        const string name = "</script><script>";
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", name, tags: name);
        foreach (
            var url in new[]
            {
                "/en/links",
                "/en/links/new",
                "/en/tags",
                $"/en/links?tag={Uri.EscapeDataString(name)}",
                "/en/",
            }
        )
        {
            var page = await ada.Get(url);
            Assert.All(page.FindAll("script"), script =>
                Assert.True(script.HasAttribute("src") && script.TextContent.Length == 0)
            );
            Assert.Contains(
                page.FindAll("article .tags a, datalist option, main a, #trail bdi")
                    .Select(element => element.GetAttribute("value") ?? element.TextContent),
                text => text.Contains(name, StringComparison.Ordinal)
            );
        }
        Assert.DoesNotContain("<", (await ada.Get("/api/tags/suggest?q=%3C")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    [Trait("Statement", "P15.6")]
    public async Task The_form_contains_the_API_root_and_works_without_scripts()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var ada = library.NewVisitor();
        var page = await ada.Get("/base/en/account/sign-up");
        await ada.Submit(
            page,
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada1",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        page = await ada.Get("/base/en/links/new");
        Assert.Equal("/base/", page.Find("html").GetAttribute("data-root"));
        var list = await ada.Submit(
            page,
            "form#link-form",
            new Dictionary<string, string?>
            {
                ["url"] = "example.com",
                ["title"] = "A",
                ["tags"] = "old, tag",
            }
        );
        Assert.StartsWith("/base/en/links", list.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.All(list.FindAll("article.link a[href^='/'], article.link [formaction]"), link =>
            Assert.StartsWith(
                "/base/en/links",
                link.GetAttribute("href") ?? link.GetAttribute("formaction"),
                StringComparison.Ordinal
            )
        );
        page = await ada.Get("/base/en/links/new");
        Assert.Equal(["old", "tag"], page.FindAll("datalist option").Select(option => option.GetAttribute("value")));
        Assert.Equal(page.Find("datalist").Id, page.Find("#tags").GetAttribute("list"));
        Assert.StartsWith(
            "/base/js/links.",
            page.Find("script[src*=links]").GetAttribute("src"),
            StringComparison.Ordinal
        );
        Assert.Single(Tags(await ada.Get("/base/api/tags/suggest?q=o")));
    }

    static async Task<Answer> Post(Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        return await visitor.Send(request);
    }

    static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    static List<(string, int)> Tags(Answer answer) =>
        [
            .. Json(answer)
                .EnumerateArray()
                .Select(tag => (tag.GetProperty("name").GetString()!, tag.GetProperty("count").GetInt32())),
        ];
}
