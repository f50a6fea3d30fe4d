using System.Text.Encodings.Web;
using System.Text.Json;
using App.Patterns.QueryStrings;
using App.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.Subclassing;

/// <summary>
/// Verifies that an application can override one method without an effect on other applications in the same process.
/// </summary>
public sealed class SubclassingTests
{
    const string Mixed = "/pairs?b=1&a=2&b=3&A=4";

    [Fact]
    [Trait("Statement", "P24.1")]
    [Trait("Statement", "P24.2")]
    [Trait("Statement", "P24.4")]
    public async Task An_application_with_a_request_class_keeps_parameter_order_and_another_is_unchanged()
    {
        await using var plain = await StartedApp.Of(new PlainApp(new()));
        await using var ordered = await StartedApp.Of(new OrderedApp(new()));
        Assert.Equal("b=1|a=2|b=3|A=4", await ordered.Http.GetStringAsync(Mixed, Stop));
        Assert.Equal("b=1,3|A=2,4", await plain.Http.GetStringAsync(Mixed, Stop));
        Assert.Equal("b=1|a=2|b=3|A=4", await ordered.Http.GetStringAsync(Mixed, Stop));
        // Model binding must also read the query parameters through the application's own request class.
        Assert.Equal("1", await ordered.Http.GetStringAsync("/bound?b=1&a=2&b=3", Stop));
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task Only_the_application_that_counts_parameters_rejects_too_many()
    {
        await using var plain = await StartedApp.Of(new PlainApp(new()));
        await using var ordered = await StartedApp.Of(new OrderedApp(new()));
        var address = "/pairs?" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"a={i % 10}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await ordered.Http.GetAsync(address, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await plain.Http.GetAsync(address, Stop)).StatusCode);
        Assert.Empty(ordered.Log.Errors);
    }

    [Fact]
    [Trait("Statement", "P24.3")]
    [Trait("Statement", "P24.4")]
    public async Task With_exception_logging_disabled_the_response_is_500_and_the_error_log_is_empty()
    {
        await using var plain = await StartedApp.Of(new PlainApp(new()));
        await using var silent = await StartedApp.Of(new SilentApp(new()));
        Assert.Equal(HttpStatusCode.InternalServerError, (await silent.Http.GetAsync("/throw", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await plain.Http.GetAsync("/throw", Stop)).StatusCode);
        Assert.Empty(silent.Log.Errors);
        Assert.Single(plain.Log.Errors, entry => entry == "GET /throw: InvalidOperationException");
    }

    [Theory]
    [Trait("Statement", "P24.3")]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task An_aborted_response_is_logged_by_the_same_overridable_method(bool isSilent, int entries)
    {
        await using var app = await StartedApp.Of(isSilent ? new SilentApp(new()) : new PlainApp(new()));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Http.GetStringAsync("/throw-late", Stop));
        Assert.Equal(entries, app.Log.Errors.Count);
    }

    [Fact]
    [Trait("Statement", "P24.3")]
    public async Task JSON_is_written_by_the_class_of_the_application()
    {
        await using var plain = await StartedApp.Of(new PlainApp(new()));
        await using var own = await StartedApp.Of(new SnakeApp(new()));
        Assert.Equal("""{"linkCount":1}""", await plain.Http.GetStringAsync("/json", Stop));
        Assert.Equal("""{"link_count":1}""", await own.Http.GetStringAsync("/json", Stop));
    }

    [Fact]
    [Trait("Statement", "P24.3")]
    public async Task A_subclass_has_its_own_settings_class_and_builder()
    {
        await using var own = await StartedApp.Of(new NamedApp(new Named { Name = "shelf" }));
        Assert.Equal("shelf in Staging", await own.Http.GetStringAsync("/name", Stop));
    }

    [Fact]
    [Trait("Statement", "P24.3")]
    [Trait("Statement", "P24.4")]
    public async Task A_library_without_logging_shows_the_same_error_page_and_another_library_logs()
    {
        var (silent, plain) = (new ErrorLog(), new ErrorLog());
        await using var quiet = await TestLibrary.Start(
            configure: builder => builder.Logging.AddProvider(silent),
            make: settings => new QuietLibrary(settings)
        );
        await using var library = await TestLibrary.Start(
            configure: builder => builder.Logging.AddProvider(plain),
            make: settings => new ProbeLibrary(settings)
        );
        foreach (var each in new[] { quiet, library })
        {
            using var visitor = each.NewVisitor();
            var answer = await visitor.Get("/probe/throw");
            Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
            Assert.Single(answer.FindAll("main h1"));
        }
        Assert.Empty(silent.Errors);
        Assert.Equal(["GET /probe/throw: InvalidOperationException"], plain.Errors);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed class OrderedApp(Named settings) : PlainApp(settings)
    {
        protected override IQueryFeature? CreateQuery(IFeatureCollection request) => new OrderedQueryFeature(request);
    }

    sealed class SilentApp(Named settings) : PlainApp(settings)
    {
        protected override void LogUnhandled(HttpContext context, Exception error) { }
    }

    sealed class SnakeApp(Named settings) : PlainApp(settings)
    {
        protected override void ConfigureJson(JsonSerializerOptions json) =>
            (json.PropertyNamingPolicy, json.Encoder) = (JsonNamingPolicy.SnakeCaseLower, JavaScriptEncoder.Default);

        protected override void ConfigurePipeline(WebApplication app) =>
            app.MapGet("/json", () => Results.Json(new { linkCount = 1 }));
    }

    sealed class NamedApp(Named settings) : PlainApp(settings)
    {
        protected override WebApplicationBuilder CreateBuilder()
        {
            var builder = base.CreateBuilder();
            builder.Environment.EnvironmentName = "Staging";
            return builder;
        }
    }

    sealed class QuietLibrary(AppSettings settings) : ProbeLibrary(settings)
    {
        protected override void LogUnhandled(HttpContext context, Exception error) { }
    }
}
