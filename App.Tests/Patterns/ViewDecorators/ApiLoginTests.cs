using static App.Tests.Patterns.ViewDecorators.LoginRequiredApp;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class ApiLoginTests
{
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
}
