using App.Patterns.MethodOverrides;
using App.Tests.Testing;

namespace App.Tests.Patterns.MethodOverrides;

public sealed class PageMethodsTests
{
    [Theory]
    [Trait("Statement", "P21.7")]
    [InlineData("/en/", "GET, HEAD, OPTIONS")]
    [InlineData("/lib/htmx/htmx.min.js", "GET, HEAD, OPTIONS")]
    [InlineData("/", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_returns_the_allowed_methods_of_the_URL(string url, string allowed)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Options, url);
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(allowed, answer.Headers["Allow"]);
        Assert.Empty(answer.Text);
    }

    [Fact]
    public async Task OPTIONS_and_POST_to_an_unknown_URL_are_404()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var options = new HttpRequestMessage(HttpMethod.Options, "/en/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Send(options)).Status);
        using var post = new HttpRequestMessage(HttpMethod.Post, "/en/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Send(post)).Status);
    }

    [Theory]
    [InlineData("POST", "/en/@x", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/en/x", HttpStatusCode.NotFound)]
    [InlineData("OPTIONS", "/en/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "/files/list.csv", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/files/list.csv", HttpStatusCode.NoContent)]
    [InlineData("POST", "/files/list", HttpStatusCode.NotFound)]
    [InlineData("GET", "/here", HttpStatusCode.NotFound)]
    public async Task A_wrong_method_is_405_only_if_the_URL_matches_an_endpoint(
        string method, string url, HttpStatusCode status)
    {
        await using var app = await BareApp.Start(bare =>
        {
            bare.UseRouting();
            bare.UsePageMethods();
            bare.MapGet("/{lang:length(2)}/@{name}", (string name) => name);
            bare.MapGet("/files/list.{format}", (string format) => format);
            bare.MapGet("/here", () => "here").RequireHost("elsewhere.example");
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.NotFound ? "" : "GET, OPTIONS",
            string.Join(", ", answer.Content.Headers.Allow.Order())
        );
    }

    [Fact]
    public async Task Pages_and_mapped_endpoints_respond_to_HEAD_without_a_body()
    {
        await using var library = await TestLibrary.Start();
        await using var bare = await EchoApp.Start();
        using var visitor = library.NewVisitor();
        using var page = new HttpRequestMessage(HttpMethod.Head, "/en/");
        var answer = await visitor.Send(page);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer.Text);
        Assert.Equal(HttpStatusCode.OK, (await bare.Post("/only-get", wire: "HEAD")).Status);
    }

    [Theory]
    [Trait("Statement", "P21.5")]
    [InlineData("PUT", null)]
    [InlineData("DELETE", null)]
    [InlineData("POST", "PATCH")]
    public async Task A_method_without_a_page_handler_is_405(string wire, string? header)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(new HttpMethod(wire), "/en/");
        if (header is not null) request.Headers.Add(MethodOverride.Header, header);
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("GET, HEAD, OPTIONS", answer.Headers["Allow"]);
    }
}
