using App.Patterns.ViewDecorators;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.ViewDecorators;

public sealed class NamedEndpointsTests
{
    [Fact]
    [Trait("Statement", "P11.10")]
    public async Task Several_routes_lead_to_the_handler_attached_to_their_name_in_any_order()
    {
        await using var app = await Start(routes =>
        {
            routes.MapRule("/", "greeting");
            routes.MapRule("/hello/{name}", "greeting");
            routes.Attach("greeting", (string? name) => $"hello {name ?? "world"}");
            routes.MapRule("/hi/{name}", "greeting", "GET", "POST");
        });
        Assert.Equal((200, "hello world"), await app.Get("/"));
        Assert.Equal((200, "hello alice"), await app.Get("/hello/alice"));
        Assert.Equal((200, "hello alice"), await app.Get("/hi/alice"));
        using var posted = await app.Http.PostAsync("/hi/bob", null, Stop);
        Assert.Equal("hello bob", await posted.Content.ReadAsStringAsync(Stop));
        using var refused = await app.Http.PostAsync("/hello/bob", null, Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
    }

    [Fact]
    [Trait("Statement", "P11.10")]
    public async Task An_endpoint_name_without_a_handler_fails_at_startup()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(routes =>
        {
            routes.MapRule("/a", "attached");
            routes.MapRule("/b", "forgotten");
            routes.Attach("attached", () => "");
        }));
        Assert.Contains("forgotten has no function", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("attached has", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P11.10")]
    public async Task A_handler_without_a_route_fails_at_startup_and_a_second_handler_throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Start(routes => routes.Attach("lonely", () => "")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Start(routes =>
        {
            routes.MapRule("/a", "taken");
            routes.Attach("taken", () => "");
            routes.Attach("taken", () => "");
        }));
    }

    [Fact]
    [Trait("Statement", "P11.10")]
    public async Task A_URL_is_generated_from_the_endpoint_name_by_the_route_that_takes_the_values()
    {
        await using var app = await Start(routes =>
        {
            routes.MapRule("/people", "people");
            routes.MapRule("/people/{name}", "people");
            routes.Attach("people", (HttpContext context, string? name) =>
                $"{context.PathOf("people")} {context.PathOf("people", new { name = "a b" })} "
                    + $"{context.PathOf("nothing") ?? "-"}"
            );
        });
        Assert.Equal((200, "/people /people/a%20b -"), await app.Get("/people"));
        // URL generation does not reuse route values of the current request.
        Assert.Equal((200, "/base/people /base/people/a%20b -"), await app.Get("/base/people/alice"));
    }

    [Fact]
    [Trait("Statement", "P11.1")]
    [Trait("Statement", "P11.10")]
    public async Task Metadata_added_to_a_handler_applies_to_all_its_routes()
    {
        await using var app = await Start(routes =>
        {
            routes.MapRule("/a", "marked");
            var marked = routes.Attach("marked", () => "").WithMetadata("before");
            routes.MapRule("/b", "marked");
            marked.WithMetadata("after");
            ((IEndpointConventionBuilder)marked).Finally(endpoint => endpoint.Metadata.Add(7));
        });
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.Equal(2, endpoints.Count);
        Assert.All(endpoints, endpoint => Assert.Equal(["before", "after"], endpoint.Metadata.OfType<string>()));
        Assert.All(endpoints, endpoint => Assert.Contains(7, endpoint.Metadata.OfType<int>()));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<BareApp> Start(Action<IEndpointRouteBuilder> map) => BareApp.Start(
        services => services.AddNamedEndpoints(),
        app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            map(app);
        });
}
