using System.Globalization;
using App.Patterns.DeferredCallbacks;
using App.Patterns.UrlProcessors;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class ServerTimingTests
{
    [Fact]
    [Trait("Statement", "P20.1"), Trait("Statement", "P20.3"), Trait("Statement", "P07.1")]
    public async Task Server_Timing_is_sent_to_operators_only()
    {
        await using var library = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        using var operators = await library.SignUp("first-one");
        using var member = await library.SignUp("second-one");
        using var visitor = library.NewVisitor();
        Assert.Matches(
            "^total;dur=[0-9]+\\.[0-9], db;desc=\"opens=1\"$",
            (await operators.Get("/en/links")).Headers["Server-Timing"]
        );
        Assert.Matches("^total;dur=", (await operators.Get("/en/links/999")).Headers["Server-Timing"]);
        Assert.Matches("^total;dur=", (await operators.Get("/probe/throw")).Headers["Server-Timing"]);
        Assert.DoesNotContain("Server-Timing", (await member.Get("/en/links")).Headers.Keys);
        Assert.DoesNotContain("Server-Timing", (await visitor.Get("/en/")).Headers.Keys);
        // Static files skip authentication, so their responses never have the header.
        Assert.DoesNotContain("Server-Timing", (await operators.Get("/css/site.css")).Headers.Keys);
    }

    [Theory]
    [Trait("Statement", "P20.3")]
    [InlineData("GET", "/nope", 404)]
    [InlineData("GET", "/de/nope", 404)]
    [InlineData("GET", "/nope.js", 404)]
    [InlineData("GET", "/api/nope", 404)]
    [InlineData("DELETE", "/api/tags/suggest", 405)]
    [InlineData("DELETE", "/en/links", 405)]
    [InlineData("PUT", "/robots.txt", 405)]
    [InlineData("GET", "/en/Links", 308)]
    [InlineData("OPTIONS", "/en/links", 204)]
    [InlineData("GET", "/~nope/en/", 404)]
    public async Task Operators_get_Server_Timing_on_every_response(string method, string url, int status)
    {
        await using var library = await TestLibrary.Start();
        using var operators = await library.SignUp("first-one");
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        var answer = await operators.Send(request);
        Assert.Equal(status, (int)answer.Status);
        Assert.Matches("^total;dur=", answer.Headers.GetValueOrDefault("Server-Timing", ""));
        using var member = await library.SignUp("second-one");
        using var again = new HttpRequestMessage(new HttpMethod(method), url);
        Assert.DoesNotContain("Server-Timing", (await member.Send(again)).Headers.Keys);
    }

    [Theory]
    [Trait("Statement", "P20.3")]
    [InlineData("GET", "/nope")]
    [InlineData("GET", "/de/nope")]
    [InlineData("GET", "/nope.js")]
    [InlineData("GET", "/api/nope")]
    [InlineData("DELETE", "/api/tags/suggest")]
    [InlineData("DELETE", "/en/links")]
    public async Task A_deferred_callback_runs_on_every_response(string method, string url)
    {
        await using var library = await TestLibrary.Start(make: settings => new DeferringLibrary(settings));
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        var answer = await visitor.Send(request);
        Assert.Equal(((int)answer.Status).ToString(CultureInfo.InvariantCulture), answer.Headers["X-Deferred"]);
    }

    sealed class DeferringLibrary(AppSettings settings) : LibraryApp(settings)
    {
        protected override void ConfigureServices(WebApplicationBuilder builder)
        {
            base.ConfigureServices(builder);
            builder.Services.AddUrlProcessor(new Deferring());
        }
    }

    // Defers a callback that adds the header X-Deferred to the response. It is a URL processor, because URL processors
    // run for every request after routing.
    sealed class Deferring : UrlProcessor
    {
        public override string Parameter => "deferring";

        public override void Pull(HttpContext context, string? value) => context.Defer(answered =>
            answered.Response.Headers["X-Deferred"] = answered.Response.StatusCode.ToString(
                CultureInfo.InvariantCulture));

        public override string? Current(HttpContext context) => null;
    }
}
