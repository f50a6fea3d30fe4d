using System.Net.Sockets;
using System.Text;
using static App.Tests.Patterns.SinglePageApp.ReservedPathsApp;

namespace App.Tests.Patterns.SinglePageApp;

/// <summary>Verifies the responses for reserved paths in applications with each kind of fallback.</summary>
public sealed class ReservedPathsTests
{
    public static TheoryData<string> Fallbacks => ["none", "fallback", "catch-all", "get", "terminal", "two segments"];

    [Theory, MemberData(nameof(Fallbacks))]
    [Trait("Statement", "P25.3")]
    public async Task An_unknown_API_path_is_a_JSON_problem_with_every_fallback(string fallback)
    {
        await using var app = await Start(fallback);
        foreach (
            var path in new[]
            {
                "/api",
                "/api/",
                "/api/typo",
                "/api/typo.js",
                "/API/Typo",
                "/api/links/x",
                "/api/links/7/y",
                "/api//links",
            }
        )
            foreach (var method in new[] { "GET", "POST", "DELETE", "OPTIONS" })
                await AssertProblem(app, method, path, HttpStatusCode.NotFound);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/api/typo");
        using var answer = await app.Http.SendAsync(head, Stop);
        Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    [Theory, MemberData(nameof(Fallbacks))]
    [Trait("Statement", "P25.3")]
    public async Task A_mapped_API_path_is_served_and_a_wrong_method_is_405_with_Allow(string fallback)
    {
        await using var app = await Start(fallback);
        Assert.Equal((200, "\"link 7\""), await app.Get("/api/links/7"));
        Assert.Equal((200, "\"link 7\""), await app.Get("/API/Links/7"));
        foreach (var method in new[] { "POST", "PATCH" })
            Assert.Equal(
                "DELETE, GET, OPTIONS",
                (await AssertProblem(app, method, "/api/links/7", HttpStatusCode.MethodNotAllowed))
                    .Content.Headers.Allow.Order()
                    .Aggregate((a, b) => $"{a}, {b}")
            );
        using var options = new HttpRequestMessage(HttpMethod.Options, "/api/links/7");
        using var answer = await app.Http.SendAsync(options, Stop);
        Assert.Equal((HttpStatusCode.NoContent, 3), (answer.StatusCode, answer.Content.Headers.Allow.Count));
    }

    [Theory, MemberData(nameof(Fallbacks))]
    [Trait("Statement", "P25.3")]
    public async Task An_unsupported_media_type_is_415(string fallback)
    {
        await using var app = await Start(fallback);
        using var text = new HttpRequestMessage(HttpMethod.Post, "/api/items")
        {
            Content = new StringContent("x", Encoding.UTF8, "text/plain"),
        };
        using var answer = await app.Http.SendAsync(text, Stop);
        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType)
        );
        using var json = new HttpRequestMessage(HttpMethod.Post, "/api/items")
        {
            Content = new StringContent("\"x\"", Encoding.UTF8, "application/json"),
        };
        using var taken = await app.Http.SendAsync(json, Stop);
        Assert.Equal("took x", await taken.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [Trait("Statement", "P25.3")]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(415)]
    [InlineData(429)]
    public async Task An_API_error_without_a_body_becomes_a_problem_and_one_with_a_body_is_unchanged(int status)
    {
        await using var app = await Start("fallback");
        await AssertProblem(app, "GET", $"/api/status/{status}", (HttpStatusCode)status);
        Assert.Equal((status, "own words"), await app.Get($"/api/said/{status}"));
        Assert.Equal((status, ""), await app.Get($"/status/{status}"));
    }

    [Theory, MemberData(nameof(Fallbacks))]
    [Trait("Statement", "P25.3")]
    public async Task A_missing_file_is_404_and_never_the_index_page(string fallback)
    {
        await using var app = await Start(fallback);
        foreach (
            var path in new[]
            {
                "/missing.js",
                "/app/missing.js",
                "/x/y/missing.9f3c.css",
                "/favicon.ico",
                "/app/.env",
                "/apix/missing.js",
            }
        )
        {
            var (status, text) = await app.Get(path);
            Assert.Equal(404, status);
            Assert.DoesNotContain("<html", text, StringComparison.Ordinal);
        }
        // Mapped endpoints still respond, even when the path looks like a file name.
        Assert.Equal((200, "the file a.b/c.js"), await app.Get("/files/a.b/c.js"));
        Assert.Equal((200, "asset"), await app.Get("/app/known.js"));
    }

    [Theory]
    [Trait("Statement", "P25.3")]
    [InlineData("fallback")]
    [InlineData("catch-all")]
    [InlineData("get")]
    [InlineData("terminal")]
    public async Task All_other_paths_get_the_fallback_and_mapped_endpoints_win(string fallback)
    {
        await using var app = await Start(fallback);
        foreach (var path in new[] { "/", "/a/b", "/x.y/z", "/apis", "/api-docs", "/a/api/b", "/v1." })
            Assert.Equal((200, "<html>index"), await app.Get(path));
        Assert.Equal((200, """{"status":"healthy"}"""), await app.Get("/heartbeat"));
    }

    [Fact]
    [Trait("Statement", "P25.3")]
    public async Task A_GET_fallback_rejects_other_methods_and_reserved_paths_do_not_list_its_methods()
    {
        await using var app = await Start("get");
        using var post = new HttpRequestMessage(HttpMethod.Post, "/a/b");
        using var answer = await app.Http.SendAsync(post, Stop);
        Assert.Equal(
            (HttpStatusCode.MethodNotAllowed, "GET"),
            (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow))
        );
        Assert.Empty((await AssertProblem(app, "POST", "/api/typo", HttpStatusCode.NotFound)).Content.Headers.Allow);
    }

    [Theory]
    [Trait("Statement", "P25.3")]
    [InlineData("/reader/../api/typo")]
    [InlineData("/reader/%2e%2e/api/typo")]
    [InlineData("/%61pi/typo")]
    [InlineData("/./api/./typo")]
    public async Task Encoded_and_dotted_forms_of_a_reserved_path_are_404(string target)
    {
        await using var app = await Start("fallback");
        using var raw = new TcpClient();
        await raw.ConnectAsync(app.Address.Host, app.Address.Port, Stop);
        await using var stream = raw.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            Stop
        );
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(Stop);
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P25.3")]
    public async Task Several_prefixes_are_reserved_on_segment_boundaries()
    {
        await using var app = await Start("fallback", "/api", "/files/new");
        await AssertProblem(app, "GET", "/files/new/typo", HttpStatusCode.NotFound);
        Assert.Equal((200, "the file newer"), await app.Get("/files/newer"));
        Assert.Equal((200, "<html>index"), await app.Get("/apis"));
    }
}
