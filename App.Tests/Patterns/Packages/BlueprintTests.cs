using App.Patterns.Packages;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.Packages;

public sealed class BlueprintTests
{
    [Theory]
    [InlineData("", "/", "/")]
    [InlineData("/foo", "", "/foo")]
    [InlineData("/foo/", "", "/foo/")]
    [InlineData("/foo/", "bar", "/foo/bar")]
    [InlineData("/foo/", "//bar", "/foo/bar")]
    [InlineData("/foo//", "/bar", "/foo/bar")]
    [Trait("Statement", "P01.6")]
    public void Prefix_and_path_are_joined_by_one_slash(string prefix, string address, string joined) =>
        Assert.Equal(joined, RegisteredBlueprint.Join(prefix, address));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [Trait("Statement", "P01.5")]
    public void A_blueprint_name_without_text_or_with_a_dot_throws(string name)
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new ServiceCollection().AddBlueprints([new Greeting { Name = name }])
        );
        Assert.Contains(nameof(Greeting), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P01.5")]
    public void Two_blueprints_with_the_same_name_fail_at_startup_with_both_types_in_the_message()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new ServiceCollection().AddBlueprints([new Greeting { Name = "same" }, new Parent { Name = "same" }]));
        Assert.Contains(typeof(Greeting).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Parent).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains("'same'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P01.5")]
    [Trait("Statement", "P04.7")]
    public async Task One_blueprint_can_be_registered_twice_with_different_names_prefixes_and_values()
    {
        await using var site = await Start(
            new Greeting
            {
                Name = "one",
                Prefix = "/1",
                Values = new Dictionary<string, object?> { ["who"] = "Mia" },
            },
            new Greeting
            {
                Name = "two",
                Prefix = "/2",
                Values = new Dictionary<string, object?> { ["who"] = "Noor" },
            }
        );
        Assert.Equal((200, "one greets Mia"), await site.Get("/1/hello"));
        Assert.Equal((200, "two greets Noor"), await site.Get("/2/hello"));
        Assert.Equal((200, "two greets Ali"), await site.Get("/2/hello/Ali"));
        Assert.Equal(404, (await site.Get("/hello")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    public async Task Blueprints_can_be_nested_and_a_prefix_given_at_registration_wins()
    {
        await using var site = await Start(new Parent { Prefix = "/given" }, new Parent { Name = "Own" });
        Assert.Equal((200, "Parent.Greeting greets "), await site.Get("/given/child/hello"));
        Assert.Equal((200, "Own.Greeting greets "), await site.Get("/parent/child/hello"));
        Assert.Equal(404, (await site.Get("/child/hello")).Status);
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    public async Task Host_names_are_joined_child_first_and_the_parent_host_does_not_serve_the_child()
    {
        await using var site = await Start(new Parent { Host = "parent.example.test", ChildHost = "api" });
        Assert.Equal(200, (await site.Get("/parent/child/hello", host: "api.parent.example.test")).Status);
        Assert.Equal(404, (await site.Get("/parent/child/hello", host: "parent.example.test")).Status);
        Assert.Equal(404, (await site.Get("/parent/child/hello", host: "api.example.test")).Status);
    }

    [Fact]
    [Trait("Statement", "P02.9")]
    public async Task A_blueprint_registers_its_services_once_and_its_own_middleware()
    {
        await using var site = await Start(
            new Greeting { Name = "one", Prefix = "/1" },
            new Greeting { Name = "two", Prefix = "/2" }
        );
        Assert.Single(site.App.Services.GetServices<GreetingWords>());
        using var response = await site.Http.GetAsync("/1/hello", TestContext.Current.CancellationToken);
        Assert.Equal("yes", response.Headers.GetValues("X-Greeting").First());
    }

    static Task<BareApp> Start(params Blueprint[] blueprints) => BareApp.Start(
        services => services.AddBlueprints(blueprints),
        app =>
        {
            app.UseRouting();
            app.UseBlueprints();
            app.MapBlueprints();
        });

    sealed record GreetingWords;

    sealed class Greeting : Blueprint
    {
        public override void ConfigureServices(IServiceCollection services) =>
            services.AddSingleton(new GreetingWords());

        public override void ConfigurePipeline(IApplicationBuilder app) => app.Use((context, next) =>
        {
            context.Response.Headers["X-Greeting"] = "yes";
            return next(context);
        });

        public override void Map(IEndpointRouteBuilder routes) =>
            routes.MapGet("/hello/{who?}", (HttpContext context) =>
                $"{context.Blueprint()!.Name} greets {context.Request.RouteValues["who"]}"
            );
    }

    sealed class Parent : Blueprint
    {
        public Parent() => Prefix = "/parent";

        public string? ChildHost { get; init; }

        public override IReadOnlyList<Blueprint> Children => [new Greeting { Prefix = "/child", Host = ChildHost }];
    }
}
