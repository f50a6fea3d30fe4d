using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class PipelineTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    [Theory]
    [InlineData("/en/")]
    [InlineData("/en/nope")]
    [InlineData("/css/site.css")]
    [InlineData("/health")]
    [InlineData("/")]
    [InlineData("/favicon.ico")]
    [InlineData("/feeds/nope.xml")]
    [InlineData("/api/nope")]
    [InlineData("/~nope/en/")]
    [InlineData("/backend/en/")]
    [InlineData("/en/Patterns")]
    public async Task Every_response_has_the_security_headers(string url)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var answer = await visitor.Send(request);
        var policy = answer.Headers["Content-Security-Policy"].Split("; ");
        foreach (
            var directive in (string[])
                [
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "base-uri 'none'",
                    "frame-ancestors 'none'",
                    "form-action 'self'",
                ]
        )
            Assert.Contains(directive, policy);
        Assert.DoesNotContain("unsafe", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", answer.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    [Theory]
    [InlineData("/de", "/de/")]
    [InlineData("/de?q=1", "/de/?q=1")]
    public async Task A_language_without_trailing_slash_redirects_below_the_path_base(string asked, string canonical)
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/carafe{asked}");
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.Status);
        Assert.Equal($"/carafe{canonical}", answer.Headers["Location"]);
    }

    [Fact]
    [Trait("Statement", "P07.1")]
    public async Task A_health_check_is_shallow_by_default_and_503_when_the_database_fails()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/health?deep=1")).Status);
        await using var broken = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton(_ => new App.Patterns.Sqlite.SqliteDatabase("/proc/nowhere/none.db")));
        using var guest = broken.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await guest.Get("/health")).Status);
        var deep = await guest.Get("/health?deep=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, deep.Status);
        Assert.StartsWith("application/json", deep.Headers["Content-Type"], StringComparison.Ordinal);
    }
}
