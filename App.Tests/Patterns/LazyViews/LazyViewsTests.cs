using App.Commands;
using App.Patterns.LazyViews;
using App.Tests.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

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
    [Trait("Statement", "P16.3")]
    public async Task Name_and_module_of_a_view_are_known_without_loading_it()
    {
        var name = LazyViewName.Parse("Elsewhere.Rooms.Views.Index, Elsewhere");
        Assert.Equal(("Elsewhere.Rooms.Views", "Index", "Elsewhere"), (name.Module, name.Name, name.Assembly));
        await using var app = await Serving(routes =>
            routes.LazyViews("Elsewhere.Rooms", "Rooms").Get("Views.Index, Elsewhere", "/rooms")
        );
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Single();
        Assert.Equal("Elsewhere.Rooms.Views.Index", endpoint.DisplayName);
        Assert.Equal("Rooms.Index", endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName);
        Assert.False(app.Services.GetRequiredService<LazyViewStates>().All.Single().IsLoaded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Index")]
    [InlineData(".Index")]
    [InlineData("Views.")]
    [InlineData("Views..Index")]
    [InlineData("Views.Index,")]
    [Trait("Statement", "P16.3")]
    public void An_invalid_view_name_throws_when_it_is_mapped(string text) =>
        Assert.Throws<ArgumentException>(() => LazyViewName.Parse(text));

    [Fact]
    [Trait("Statement", "P16.4")]
    public async Task Several_routes_share_a_view_name_and_link_generation_picks_the_matching_one()
    {
        await using var app = await Serving(routes =>
            routes.LazyViews(Here).Get("Views.User", "/user", "/user/{username}", "/user/{username}/{tab}")
        );
        Assert.Equal((200, "nobody -"), await app.Get("/user"));
        Assert.Equal((200, "ada -"), await app.Get("/user/ada"));
        Assert.Equal((200, "ada links"), await app.Get("/user/ada/links"));
        var links = app.Services.GetRequiredService<LinkGenerator>();
        Assert.Equal("/user", links.GetPathByRouteValues("User", null));
        Assert.Equal("/user/ada", links.GetPathByRouteValues("User", new { username = "ada" }));
        Assert.Equal("/user/ada/links", links.GetPathByRouteValues("User", new { username = "ada", tab = "links" }));
        Assert.Equal("/user?sort=name", links.GetPathByRouteValues("User", new { sort = "name" }));
        Assert.Equal(
            ["/user", "/user/{username}", "/user/{username}/{tab}"],
            app.Services.GetRequiredService<LazyViewStates>().All.Single().Rules
        );
    }

    [Fact]
    [Trait("Statement", "P16.4")]
    public async Task Two_views_with_the_same_name_throw() =>
        Assert.Contains(
            "both named 'Number'",
            (
                await Assert.ThrowsAsync<InvalidOperationException>(() =>
                    Serving(routes =>
                    {
                        routes.LazyViews(Here).Get("Views.Number", "/one");
                        routes.LazyViews(Here).Get("Other.Number", "/two");
                    })
                )
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    [Trait("Statement", "P16.5")]
    public async Task A_wrong_view_name_fails_only_its_own_view_and_the_check_lists_all_errors()
    {
        await using var app = await Serving(routes =>
        {
            var views = routes.LazyViews(Here);
            views.Get("Views.Number", "/number/{number}");
            views.Get("Views.Nonesuch", "/no-method");
            views.Get("Nowhere.Index", "/no-type");
            views.Get("Views.Twice", "/twice");
            views.Get("Views.Unknown", "/no-service");
            views.Get("Views.Missing, Nonesuch", "/no-assembly");
        });
        Assert.Equal(500, (await app.Get("/no-method")).Status);
        Assert.Equal(200, (await app.Get("/number/1")).Status);

        var states = app.Services.GetRequiredService<LazyViewStates>();
        var error = await Assert.ThrowsAsync<CommandFailedException>(() => CheckCommand.Check(states, TextWriter.Null));
        Assert.Collection(
            error.Message.Split(Environment.NewLine),
            line => Assert.Contains("Nowhere", line, StringComparison.Ordinal),
            line => Assert.Contains("Nonesuch.dll", line, StringComparison.Ordinal),
            line => Assert.Contains("no public method Nonesuch", line, StringComparison.Ordinal),
            line => Assert.Contains("2 methods", line, StringComparison.Ordinal),
            line => Assert.Contains("/no-service", line, StringComparison.Ordinal));
        Assert.Equal(2, states.All.Single(state => state.Name == "Nonesuch").Failures);
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
    [Trait("Statement", "P16.7")]
    public async Task A_missing_assembly_fails_only_its_own_view_which_works_once_it_is_restored()
    {
        using var feature = new FeatureAssembly();
        await using var app = await Serving(routes =>
        {
            routes.LazyViews().Get(feature.View, "/feature");
            routes.LazyViews(Here).Get("Views.Number", "/number/{number}");
        }, feature.Folder);
        var states = app.Services.GetRequiredService<LazyViewStates>();
        Assert.Equal(500, (await app.Get("/feature")).Status);
        File.WriteAllText(feature.Path, "half of it");
        Assert.Equal(500, (await app.Get("/feature")).Status);
        Assert.Equal(200, (await app.Get("/number/1")).Status);
        var failed = states.All.Single(state => state.Name == "Hello");
        Assert.Equal((2, false), (failed.Failures, failed.IsLoaded));
        Assert.Contains(feature.Name, failed.LastFailure, StringComparison.Ordinal);

        feature.Write();
        Assert.Equal((200, "hello from the feature"), await app.Get("/feature"));
        Assert.True(states.All.Single(state => state.Name == "Hello").IsLoaded);
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

public static class Views
{
    public static string Number(int number, string? word) => $"{number} {word}";

    public static string User(string? username, string? tab) => $"{username ?? "nobody"} {tab ?? "-"}";

    [Authorize]
    public static string ForMembers() => "secret";

    public static string Form([FromForm] string name) => name;

    public static string Unknown(Elsewhere elsewhere) => elsewhere.Name;

    public static string Twice() => "";

    public static string Twice(string word) => word;
}

public sealed record Elsewhere(string Name);

public sealed class Counting(ILogger<Counting> log)
{
    int calls;

    public string Invoke()
    {
        log.LogDebug("Called");
        return $"{++calls}";
    }
}
