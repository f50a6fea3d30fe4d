using System.Reflection;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.ViewDecorators;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class CachedTests : IAsyncDisposable
{
    readonly Runs runs = new();
    BareApp app = null!;

    [Fact]
    [Trait("Statement", "P11.7")]
    public async Task A_cache_hit_skips_the_handler_and_the_path_is_part_of_the_key()
    {
        await Start();
        Assert.Equal("handler 7 1", await Get("/handler/7"));
        Assert.Equal("handler 7 1", await Get("/handler/7"));
        Assert.Equal("handler 8 2", await Get("/handler/8"));
        Assert.Equal(2, runs.Count);
    }

    [Fact]
    [Trait("Statement", "P11.7")]
    public async Task Only_listed_query_parameters_are_part_of_the_key()
    {
        await Start();
        Assert.Equal("handler 7 q 1", await Get("/handler/7?q=q&utm_x=1"));
        Assert.Equal("handler 7 q 1", await Get("/handler/7?utm_x=2&q=q"));
        Assert.Equal("handler 7 r 2", await Get("/handler/7?q=r"));
    }

    [Fact]
    [Trait("Statement", "P11.7")]
    public async Task Page_fragment_and_JSON_are_cached_separately()
    {
        await Start();
        Assert.Equal("handler 7 1", await Get("/handler/7"));
        Assert.Equal("handler 7 2", await Get("/handler/7", ("HX-Request", "true")));
        Assert.Equal("handler 7 3", await Get("/handler/7", ("Accept", "application/json")));
        Assert.Equal("handler 7 1", await Get("/handler/7", ("HX-Request", "true"), ("HX-Boosted", "true")));
        Assert.Equal(
            "handler 7 1",
            await Get("/handler/7", ("HX-Request", "true"), ("HX-History-Restore-Request", "true"))
        );
        Assert.Equal("handler 7 1", await Get("/handler/7", ("HX-Request", "true"), ("HX-Request-Type", "full")));
        Assert.Equal("handler 7 2", await Get("/handler/7", ("HX-Request", "true"), ("HX-Target", "ul#results")));
    }

    [Fact]
    [Trait("Statement", "P11.7")]
    public async Task A_Razor_page_can_be_cached_like_a_handler()
    {
        await Start();
        Assert.Equal(await Get("/page/1"), await Get("/page/1"));
        Assert.Equal(1, runs.Count);
    }

    [Fact]
    [Trait("Statement", "P11.1")]
    [Trait("Statement", "P11.2")]
    public async Task Decorated_handlers_keep_distinct_names()
    {
        await Start();
        var endpoints = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<CachedAttribute>() is not null
                && endpoint.Metadata.GetMetadata<MethodInfo>() is not null
            )
            .ToList();
        Assert.Equal(
            [nameof(Handler), nameof(Other)],
            endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!.Name).Order()
        );
        Assert.Equal(
            ["first", "second"],
            endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order()
        );
        Assert.Equal("other 1", await Get("/other"));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Cached("q")]
    static string Handler(string id, string? q, Runs runs) =>
        string.Join(' ', new[] { "handler", id, q, $"{++runs.Count}" }.OfType<string>());

    [Cached]
    static string Other(Runs runs) => $"other {++runs.Count}";

    async Task<string> Get(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await app.Send(request);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    async Task Start() => app = await BareApp.Start(
        services =>
        {
            services.AddSingleton(runs).AddCaching().AddPageCaching();
            new TestViews().Page<CountedPage>("/Test/Page", "/page/{id}").AddTo(services);
        },
        app =>
        {
            app.UseRouting();
            app.UsePageCaching();
            app.MapGet("/handler/{id}", Handler).WithName("first");
            app.MapGet("/other", Other).WithName("second");
            app.MapRazorPages();
        });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public sealed class Runs
    {
        public int Count { get; set; }
    }

    [Cached]
    public sealed class CountedModel(Runs runs) : PageModel
    {
        public int Number { get; private set; }

        public void OnGet() => Number = ++runs.Count;
    }

    public sealed class CountedPage : Page
    {
        public Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary<CountedModel> ViewData =>
            (Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary<CountedModel>)PageContext.ViewData;

        public CountedModel Model => ViewData.Model;

        public override Task ExecuteAsync()
        {
            WriteLiteral($"page {Model.Number}");
            return Task.CompletedTask;
        }
    }
}
