using System.Security.Claims;
using App.Patterns.ViewDecorators;
using App.Tests.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;

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

    [Fact]
    [Trait("Statement", "P11.6")]
    public async Task API_paths_get_401_as_JSON_with_the_configured_scheme()
    {
        await using var app = await Start(() => { }, new() { ApiPaths = ["/api"], Challenge = "Token" });
        var answer = await app.Http.GetAsync("/api/private", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Token", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(
            (401, "Authentication credentials were not provided."),
            (problem.GetProperty("status").GetInt32(), problem.GetProperty("detail").GetString())
        );
    }

    [Theory]
    [Trait("Statement", "P11.6")]
    [InlineData("GET", "/data")]
    [InlineData("POST", "/data/text")]
    public async Task An_endpoint_that_reads_or_writes_JSON_is_treated_as_an_API(string method, string path)
    {
        await using var app = await Start(() => { });
        var answer = await Post(app, new HttpMethod(method), path, ("HX-Request", "true"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Cookie", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(answer.Headers.Contains("HX-Redirect"));
    }

    [Theory]
    [Trait("Statement", "P11.6")]
    [InlineData("/api/private")]
    [InlineData("/data/page")]
    public async Task Unlisted_paths_and_templated_data_are_not_treated_as_an_API(string path)
    {
        await using var app = await Start(() => { });
        var answer = await app.Http.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_in_user_without_permission_gets_403()
    {
        await using var app = await Start(() => { });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operators");
        request.Headers.Add("Cookie", await SignIn(app));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Http.SendAsync(request, Stop)).StatusCode);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Note(string Text);

    static Task<BareApp> Start(Action ran, LoginRequiredOptions? options = null) => BareApp.Start(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapMethods("/private/{id:int}", ["GET", "POST", "PUT", "DELETE"], (int id, string? q) =>
            {
                ran();
                return $"{id} {q}";
            }).RequireAuthorization();
            app.MapGet("/api/private", () => "").RequireAuthorization();
            app.MapGet("/data", () => new { Text = "private" }).RequireAuthorization();
            app.MapPost("/data/text", (Note note) => note.Text).RequireAuthorization();
            app.MapGet("/data/page", () => new { Text = "private" }).RequireAuthorization().Templated("Data");
            app.MapGet("/first", () => "").RequireAuthorization().WithName("first");
            app.MapGet("/second", () => "").WithName("second").RequireAuthorization();
            app.MapGet("/operators", () => "").RequireAuthorization(policy => policy.RequireRole("operator"));
            app.MapGet("/enter", (HttpContext context) =>
                context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "alice")], "test"))));
        },
        builder =>
        {
            builder.Services.AddDataProtection();
            builder.Services.AddSingleton(new LoginRequired(_ => "/sign-in", options));
            builder.Services.AddAuthorization().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                .AddCookie(options => options.EventsType = typeof(LoginRequired));
        });

    static async Task<string> SignIn(BareApp app)
    {
        var answer = await app.Http.GetAsync("/enter", Stop);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    static async Task<HttpResponseMessage> Post(
        BareApp app,
        HttpMethod method,
        string url,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        return await app.Http.SendAsync(request, Stop);
    }

    static string? NextOf(string location) =>
        QueryHelpers
            .ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..])
            .TryGetValue("next", out var next)
            ? next.ToString()
            : null;
}
