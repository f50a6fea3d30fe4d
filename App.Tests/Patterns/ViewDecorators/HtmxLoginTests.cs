using static App.Tests.Patterns.ViewDecorators.LoginRequiredApp;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class HtmxLoginTests
{
    [Fact]
    [Trait("Statement", "P11.6")]
    public async Task An_htmx_request_redirects_the_browser_to_sign_in_and_returns_to_the_current_page()
    {
        await using var app = await Start(() => { });
        var answer = await Post(
            app,
            HttpMethod.Get,
            "/private/7?part=1",
            ("HX-Request", "true"),
            ("HX-Current-URL", $"{app.Address}links?q=x")
        );
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Equal("/links?q=x", NextOf(answer.Headers.GetValues("HX-Redirect").Single()));
    }

    [Theory]
    [Trait("Statement", "P11.6")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task An_unsafe_htmx_request_gets_401_and_the_page_remains(string method)
    {
        await using var app = await Start(() => { });
        var answer = await Post(app, new HttpMethod(method), "/private/7", ("HX-Request", "true"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("HX-Redirect"));
        Assert.Equal("none", answer.Headers.GetValues("HX-Reswap").Single());
    }

    [Theory]
    [Trait("Statement", "P11.6")]
    [InlineData("true", "/private/7")]
    [InlineData(null, "/private/7")]
    public async Task A_boosted_request_or_one_without_current_URL_returns_to_its_own_URL(
        string? boosted,
        string next
    )
    {
        await using var app = await Start(() => { });
        var from = boosted is null ? "https://evil.example/x" : $"{app.Address}links";
        var answer = await Post(
            app,
            HttpMethod.Get,
            "/private/7",
            ("HX-Request", "true"),
            ("HX-Boosted", boosted),
            ("HX-Current-URL", from)
        );
        Assert.Equal(next, NextOf(answer.Headers.GetValues("HX-Redirect").Single()));
    }
}
