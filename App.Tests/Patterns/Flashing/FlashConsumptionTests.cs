using App.Tests.Testing;

namespace App.Tests.Patterns.Flashing;

public sealed class FlashConsumptionTests(FlashLibrary shared) : IClassFixture<FlashLibrary>
{
    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("HEAD", "/en/", null)]
    [InlineData("GET", "/en/", "Sec-Purpose")]
    [InlineData("GET", "/en/", "Purpose")]
    [InlineData("GET", "/en/", "X-Moz")]
    [InlineData("GET", "/en/", "HX-Preloaded")]
    [InlineData("GET", "/favicon.ico", null)]
    [InlineData("GET", "/favicon.ico", "If-None-Match")]
    [InlineData("GET", "/css/site.css", "If-None-Match")]
    [InlineData("GET", "/api/tags/suggest", null)]
    [InlineData("GET", "/api/none", null)]
    [InlineData("GET", "/en/links", null)]
    [InlineData("GET", "/en/Patterns/", null)]
    [InlineData("GET", "/robots.txt", null)]
    [InlineData("GET", "/health", null)]
    [InlineData("OPTIONS", "/en/", null)]
    [InlineData("HEAD", "/en/patterns", null)]
    [InlineData("GET", "/css/site.css", null)]
    [InlineData("GET", "/", null)]
    public async Task HEAD_prefetch_and_304_responses_do_not_consume_flash_messages(
        string method, string url, string? header)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here");
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(
                header,
                header == "If-None-Match" ? await TagOf(visitor, url) : "prefetch;prerender"
            );
        var answer = await visitor.Send(request);
        Assert.Equal(header == "If-None-Match", answer.Status == HttpStatusCode.NotModified);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
    }

    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("/nowhere.png", "image", "image/avif,image/webp,*/*;q=0.8")]
    [InlineData("/nowhere.png", null, "image/avif,image/webp,*/*;q=0.8")]
    [InlineData("/js/app.js.map", "empty", "*/*")]
    [InlineData("/js/app.js.map", null, "*/*")]
    [InlineData("/.well-known/appspecific/com.chrome.devtools.json", "empty", "*/*")]
    [InlineData("/.well-known/security.txt", null, "text/plain")]
    [InlineData("/en/nowhere.css", "style", "text/css,*/*;q=0.1")]
    [InlineData("/en/nowhere", "script", "*/*")]
    [InlineData("/en/nowhere", "font", "*/*")]
    [InlineData("/en/nowhere", "empty", "application/json")]
    [InlineData("/en/links/7", "image", "image/*")]
    public async Task A_missing_subresource_has_no_error_page_and_does_not_consume_messages(
        string url,
        string? destination,
        string accept
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here&undo=/en/links/7");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (destination is not null) request.Headers.Add("Sec-Fetch-Dest", destination);
        var answer = await visitor.Send(request);
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("<html", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(answer.Text.Length, 0, 300);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
    }

    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("document", "text/html,*/*;q=0.8")]
    [InlineData(null, "text/html,*/*;q=0.8")]
    [InlineData(null, null)]
    public async Task A_missing_page_shows_the_messages(string? destination, string? accept)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=seen");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/nowhere");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (destination is not null) request.Headers.Add("Sec-Fetch-Dest", destination);
        Assert.Equal("seen", (await visitor.Send(request)).Find("#flashes p").TextContent);
        Assert.Empty((await visitor.Get("/en/")).FindAll("#flashes > *"));
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task An_image_request_for_a_page_does_not_consume_messages()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/patterns");
        request.Headers.Add("Sec-Fetch-Dest", "image");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Send(request)).Status);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
    }

    static async Task<string> TagOf(Visitor visitor, string url) => (await visitor.Get(url)).Headers["ETag"];
}
