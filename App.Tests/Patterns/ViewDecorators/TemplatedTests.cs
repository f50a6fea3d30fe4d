using App.Patterns.ViewDecorators;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Razor;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class TemplatedTests : IAsyncDisposable
{
    BareApp app = null!;

    [Theory]
    [Trait("Statement", "P11.9")]
    [InlineData("/dictionary", "page of alice")]
    [InlineData("/model", "page of alice")]
    [InlineData("/task", "page of alice")]
    [InlineData("/null", "page of nobody")]
    [InlineData("/void", "page of nobody")]
    [InlineData("/text", "just a text")]
    [InlineData("/number", "7")]
    [InlineData("/result", "a result")]
    public async Task A_model_is_rendered_null_is_empty_and_other_results_are_unchanged(
        string url, string text)
    {
        await Start();
        var answer = await Get(url);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(
            text.StartsWith("page", StringComparison.Ordinal),
            answer.Content.Headers.ContentType?.MediaType == "text/html"
        );
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task A_redirect_result_is_unchanged()
    {
        await Start();
        var answer = await Get("/redirect");
        Assert.Equal((HttpStatusCode.Found, "/elsewhere"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task The_default_template_name_is_the_endpoint_name_with_slashes_for_dots()
    {
        await Start();
        Assert.Equal("page of alice", await Text("/dictionary"));
        Assert.Equal("other of alice", await Text("/named"));
        Assert.Equal("page of alice", await Text("/by-rule"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await Get("/nameless")).StatusCode);
    }

    [Theory]
    [Trait("Statement", "P11.9")]
    [InlineData(null, null, "page of alice")]
    [InlineData("*/*", null, "page of alice")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", null, "page of alice")]
    [InlineData("text/html, text/event-stream", "true", "fragment of alice")]
    [InlineData("application/json", null, """{"name":"alice"}""")]
    [InlineData("application/json", "true", """{"name":"alice"}""")]
    [InlineData("application/json;q=0.9, text/html;q=0.5", null, """{"name":"alice"}""")]
    [InlineData("application/json, text/html", null, "page of alice")]
    [InlineData("application/*", null, """{"name":"alice"}""")]
    [InlineData("application/json;q=0, */*", null, "page of alice")]
    [InlineData("text/html;q=0, */*", null, """{"name":"alice"}""")]
    [InlineData("image/png", null, "page of alice")]
    [InlineData("nonsense;;;", null, "page of alice")]
    public async Task One_handler_returns_page_fragment_or_JSON_from_the_same_data(
        string? accept,
        string? htmx,
        string text
    )
    {
        await Start();
        foreach (var url in new[] { "/dictionary", "/model" })
        {
            var answer = await Get(url, accept, htmx);
            Assert.Equal(text, await answer.Content.ReadAsStringAsync(Stop));
            Assert.Equal(["Accept", "HX-Request"], answer.Headers.Vary);
        }
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task Without_a_fragment_the_view_is_rendered_and_an_empty_dictionary_is_an_empty_JSON_object()
    {
        await Start();
        Assert.Equal("other of alice", await (await Get("/named", null, "true")).Content.ReadAsStringAsync(Stop));
        Assert.Equal("{}", await (await Get("/null", "application/json")).Content.ReadAsStringAsync(Stop));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<string> Text(string url) => await (await Get(url)).Content.ReadAsStringAsync(Stop);

    async Task<HttpResponseMessage> Get(string url, string? accept = null, string? htmx = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (htmx is not null) request.Headers.Add("HX-Request", htmx);
        return await app.Http.SendAsync(request, Stop);
    }

    async Task Start() =>
        app = await BareApp.Start(
            services =>
            {
                services.AddNamedEndpoints();
                new TestViews()
                    .Partial<WholePage>("/People/Show")
                    .Partial<FragmentOfPage>("/People/_Show")
                    .Partial<OtherPage>("/Other/Show")
                    .AddTo(services);
            },
            app =>
            {
                app.Use(
                    async (context, next) =>
                    {
                        try
                        {
                            await next();
                        }
                        catch (InvalidOperationException)
                        {
                            context.Response.StatusCode = 500;
                        }
                    }
                );
                app.UseRouting();
                app.MapGet("/dictionary", () => new Dictionary<string, object?> { ["name"] = "alice" })
                    .Templated("People/Show");
                app.MapGet("/model", () => new { name = "alice" }).Templated("People/Show");
                app.MapGet("/task", async Task<object?> () =>
                    {
                        await Task.Yield();
                        return new { name = "alice" };
                    })
                    .Templated("People/Show");
                app.MapGet("/null", object? () => null).Templated("People/Show");
                app.MapGet("/void", () => { }).Templated("People/Show");
                app.MapGet("/text", () => "just a text").Templated("People/Show");
                app.MapGet("/number", () => 7).Templated("People/Show");
                app.MapGet("/result", () => Results.Text("a result")).Templated("People/Show");
                app.MapGet("/redirect", () => Results.Redirect("/elsewhere")).Templated("People/Show");
                app.MapGet("/named", () => new { name = "alice" }).Templated().WithName("Other.Show");
                app.MapGet("/nameless", () => new { name = "alice" }).Templated();
                app.MapRule("/by-rule", "People.Show");
                app.Attach("People.Show", () => new { name = "alice" }).Templated();
            }
        );

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public abstract class Named(string kind) : RazorPage<object>
    {
        public override Task ExecuteAsync()
        {
            var name =
                Model is IDictionary<string, object?>
                    ? ViewData["name"]
                    : Model.GetType().GetProperty("name")?.GetValue(Model);
            WriteLiteral($"{kind} of {name ?? "nobody"}");
            return Task.CompletedTask;
        }
    }

    public sealed class WholePage() : Named("page");

    public sealed class FragmentOfPage() : Named("fragment");

    public sealed class OtherPage() : Named("other");
}
