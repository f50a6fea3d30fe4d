using App.Tests.Testing;
using static App.Tests.Patterns.ViewDecorators.LoginRequiredApp;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class LoginRequiredTests
{
    [Fact]
    [Trait("Statement", "P11.3")]
    public async Task A_visitor_is_redirected_to_sign_in_with_a_return_URL_and_the_handler_does_not_run()
    {
        var ran = 0;
        await using var app = await Start(() => ran++);
        var answer = await app.Http.GetAsync("/private/7?q=a%20b&q=c", Stop);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/private/7?q=a%20b&q=c", NextOf(answer.Headers.Location!.ToString()));
        Assert.StartsWith("/sign-in?", answer.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, ran);
    }

    [Fact]
    [Trait("Statement", "P11.3")]
    public async Task A_signed_in_user_reaches_the_handler_with_arguments_and_result()
    {
        var ran = 0;
        await using var app = await Start(() => ran++);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/private/7?q=x");
        request.Headers.Add("Cookie", await SignIn(app));
        var answer = await app.Http.SendAsync(request, Stop);
        Assert.Equal("7 x", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(1, ran);
    }

    [Fact]
    [Trait("Statement", "P11.1")]
    [Trait("Statement", "P11.2")]
    public async Task Guarded_endpoints_keep_their_names_and_the_guard_runs_first_in_every_order()
    {
        await using var app = await Start(() => { });
        var names = app
            .Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>()
            .Endpoints.Select(endpoint =>
                endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IEndpointNameMetadata>()?.EndpointName
            );
        Assert.Contains("first", names);
        Assert.Contains("second", names);
        Assert.Equal(HttpStatusCode.Found, (await app.Http.GetAsync("/first", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await app.Http.GetAsync("/second", Stop)).StatusCode);
    }

    [Fact]
    [Trait("Statement", "P11.5")]
    public async Task The_return_URL_of_a_POST_is_the_page_it_was_sent_from()
    {
        await using var app = await Start(() => { });
        var answer = await Post(app, HttpMethod.Post, "/private/7", ("Referer", $"{app.Address}links?page=2"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var location = answer.Headers.Location!.ToString();
        Assert.Equal("/links?page=2", NextOf(location));
        Assert.Contains("unsent=1", location, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Statement", "P11.5")]
    [InlineData("POST", "https://evil.example/links", "/private/7")]
    [InlineData("POST", null, "/private/7")]
    [InlineData("PUT", null, null)]
    [InlineData("DELETE", "not an address", null)]
    public async Task Without_a_local_Referer_a_POST_returns_to_its_own_URL_and_other_methods_to_home(
        string method,
        string? referer,
        string? next
    )
    {
        await using var app = await Start(() => { });
        var answer = await Post(app, new HttpMethod(method), "/private/7", ("Referer", referer));
        Assert.Equal(next, NextOf(answer.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_signed_in_user_without_permission_gets_403()
    {
        await using var app = await Start(() => { });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operators");
        request.Headers.Add("Cookie", await SignIn(app));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Http.SendAsync(request, Stop)).StatusCode);
    }

    static async Task<string> SignIn(BareApp app)
    {
        var answer = await app.Http.GetAsync("/enter", Stop);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
