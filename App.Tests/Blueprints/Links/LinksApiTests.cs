using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class LinksApiTests
{
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

    static async Task<Answer> Post(Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        return await visitor.Send(request);
    }

    static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;
}
