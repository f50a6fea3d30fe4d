using App.Commands;
using App.Patterns.LazyViews;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.LazyViews;

public sealed class ViewNameTests
{
    const string Here = "App.Tests.Patterns.LazyViews";

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

    static Task<BareApp> Serving(Action<IEndpointRouteBuilder> map, string? folder = null) => BareApp.Start(
        app => map(app), builder => builder.Services.AddLazyViews(typeof(LazyViewsTests).Assembly, folder));
}
