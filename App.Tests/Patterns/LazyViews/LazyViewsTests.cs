using App.Patterns.LazyViews;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.LazyViews;

public sealed class LazyViewsTests
{
    const string Here = "App.Tests.Patterns.LazyViews";

    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/{0}/3?word=x")]
    [InlineData("GET", "/{0}")]
    [InlineData("GET", "/{0}/three")]
    [InlineData("GET", "/{0}/-1")]
    [InlineData("POST", "/{0}/3")]
    [InlineData("DELETE", "/{0}/3")]
    [Trait("Statement", "P16.1")]
    public async Task A_lazy_view_behaves_like_a_directly_mapped_view(string method, string address)
    {
        await using var app = await Serving(routes =>
        {
            routes.MapMethods("/eager/{number:int:min(0)=7}", ["GET", "DELETE"], Views.Number).WithName("eager");
            routes.LazyViews(Here).Map("Views.Number", ["GET", "DELETE"], "/lazy/{number:int:min(0)=7}");
        });
        var answers = new List<(HttpStatusCode, string, string?, string)>();
        foreach (var name in (string[])["eager", "lazy"])
        {
            using var request = new HttpRequestMessage(new(method), string.Format(null, address, name));
            using var answer = await app.Http.SendAsync(request, cancelled);
            answers.Add(
                (
                    answer.StatusCode,
                    await answer.Content.ReadAsStringAsync(cancelled),
                    answer.Content.Headers.ContentType?.ToString(),
                    answer.Content.Headers.Allow.ToString()!
                )
            );
        }
        Assert.Equal(answers[0], answers[1]);
        var links = app.Services.GetRequiredService<LinkGenerator>();
        Assert.Equal(
            links.GetPathByName("eager", new { number = 5 })!.Replace("eager", "lazy", StringComparison.Ordinal),
            links.GetPathByName("Number", new { number = 5 })
        );
    }

    [Fact]
    [Trait("Statement", "P16.1")]
    public async Task Attributes_needed_before_a_view_is_loaded_must_be_set_on_its_route()
    {
        await using var app = await Serving(routes =>
        {
            var views = routes.LazyViews(Here);
            views.Get("Views.ForMembers", "/members");
            views.Map("Views.Form", ["POST"], "/form");
        });
        Assert.Equal(500, (await app.Get("/members")).Status);
        var bad = await app.Services.GetRequiredService<LazyViewStates>().Verify();
        Assert.Contains(
            "AuthorizeAttribute",
            bad.Single(line => line.StartsWith("ForMembers", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "token",
            bad.Single(line => line.StartsWith("Form ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task A_lazy_view_is_loaded_on_its_first_request_and_not_when_mapped()
    {
        using var feature = new FeatureAssembly();
        feature.Write();
        await using var app = await Serving(routes => routes.LazyViews().Get(feature.View, "/feature"), feature.Folder);
        var states = app.Services.GetRequiredService<LazyViewStates>();
        Assert.Equal(404, (await app.Get("/another")).Status);
        Assert.Equal((0, false), (feature.Loads, states.All.Single().IsLoaded));

        Assert.Equal((200, "hello from the feature"), await app.Get("/feature"));
        var loaded = states.All.Single();
        Assert.Equal(1, feature.Loads);
        Assert.InRange(loaded.Milliseconds!.Value, 0, 60_000);
        Assert.Equal((200, "hello from the feature"), await app.Get("/feature"));
        Assert.Equal((1, loaded), (feature.Loads, states.All.Single()));
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task A_hundred_parallel_first_requests_load_the_view_once()
    {
        using var feature = new FeatureAssembly();
        feature.Write();
        await using var app = await Serving(routes => routes.LazyViews().Get(feature.View, "/feature"), feature.Folder);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Get("/feature")));
        Assert.All(answers, answer => Assert.Equal((200, "hello from the feature"), answer));
        Assert.Equal(1, feature.Loads);
    }

    [Fact]
    [Trait("Statement", "P16.6")]
    public async Task Middleware_and_filters_run_on_the_first_request_of_a_view()
    {
        List<string> order = [];
        await using var app = await BareApp.Start(
            app =>
            {
                app.Use(async (context, next) =>
                {
                    order.Add("before");
                    context.Response.OnStarting(() => { order.Add("after"); return Task.CompletedTask; });
                    await next(context);
                });
                app.LazyViews(Here).Get("Views.Number", "/{number}").AddEndpointFilter((context, next) =>
                {
                    order.Add($"filter {app.Services.GetRequiredService<LazyViewStates>().All.Single().IsLoaded}");
                    return next(context);
                });
            },
            builder => builder.Services.AddLazyViews(typeof(LazyViewsTests).Assembly));
        Assert.Equal(200, (await app.Get("/1")).Status);
        Assert.Equal(["before", "filter False", "after"], order);
    }

    [Fact]
    public async Task A_view_can_be_a_type_created_for_each_request()
    {
        await using var app = await Serving(routes => routes.LazyViews(Here).Get("Counting", "/count"));
        Assert.Equal((200, "1"), await app.Get("/count"));
        Assert.Equal((200, "1"), await app.Get("/count"));
    }

    static Task<BareApp> Serving(Action<IEndpointRouteBuilder> map, string? folder = null) => BareApp.Start(
        app => map(app), builder => builder.Services.AddLazyViews(typeof(LazyViewsTests).Assembly, folder));
}
