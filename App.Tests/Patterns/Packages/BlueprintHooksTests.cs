using System.Collections.Concurrent;
using App.Patterns.Packages;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.Packages;

public sealed class BlueprintHooksTests
{
    readonly ConcurrentQueue<string> log = new();

    [Fact]
    [Trait("Statement", "P01.9")]
    public async Task Before_hooks_run_outside_in_and_after_and_teardown_hooks_inside_out()
    {
        await using var site = await Start();
        Assert.Equal((200, "view"), await site.Get("/parent/child/view"));
        Assert.Equal(
            ["before app 1", "before app 2", "before parent", "before child 1", "before child 2", "view",
             "after child 2", "after child 1", "after parent", "after app 2", "after app 1",
             "teardown child 2", "teardown child 1", "teardown parent", "teardown app 2", "teardown app 1"],
            await Log("teardown app 1"));
    }

    [Fact]
    [Trait("Statement", "P01.9")]
    public async Task A_before_hook_with_a_response_replaces_the_view()
    {
        await using var site = await Start();
        Assert.Equal((200, "answered before"), await site.Get("/parent/child/view?stop=1"));
        Assert.DoesNotContain("view", await Log("teardown app 1"));
    }

    [Fact]
    [Trait("Statement", "P01.9")]
    public async Task Teardown_receives_the_unhandled_exception()
    {
        await using var site = await Start();
        Assert.Equal(500, (await site.Get("/parent/throw/unknown")).Status);
        Assert.Contains("teardown parent NotSupportedException", await Log("teardown app 1 NotSupportedException"));
    }

    [Theory]
    [InlineData("/parent/child/throw/own", "child handles FormatException")]
    [InlineData("/parent/child/throw/parents", "parent handles InvalidOperationException")]
    [InlineData("/parent/child/throw/apps", "app handles ArgumentNullException")]
    [InlineData("/parent/throw/own", "app handles FormatException")]
    [Trait("Statement", "P01.8")]
    public async Task An_exception_is_handled_by_the_nearest_blueprint_with_a_handler(string url, string text)
    {
        await using var site = await Start();
        Assert.Equal((418, text), await site.Get(url));
    }

    [Theory]
    [InlineData("/parent/child/status/404", "child's 404")]
    [InlineData("/parent/status/404", "parent's 404")]
    [InlineData("/parent/child/status/403", "parent's 403")]
    [InlineData("/parent/child/nowhere", "app's 404")]
    [InlineData("/nowhere", "app's 404")]
    [Trait("Statement", "P01.8")]
    public async Task A_status_code_is_handled_by_the_nearest_blueprint_and_an_unknown_URL_by_the_application(
        string url,
        string text
    )
    {
        await using var site = await Start();
        Assert.Equal(text, (await site.Get(url)).Text);
    }

    [Fact]
    [Trait("Statement", "P01.8")]
    public async Task A_response_body_of_a_view_is_not_replaced()
    {
        await using var site = await Start();
        Assert.Equal((404, "the view's own words"), await site.Get("/parent/child/own-404"));
    }

    Task<BareApp> Start() => BareApp.Start(
        services => services.AddBlueprints([new Parent(log) { Prefix = "/parent" }], hooks =>
        {
            Record(hooks, "app 1");
            Record(hooks, "app 2");
            hooks.OnError<ArgumentException>((_, error) => Handled("app", error));
            hooks.OnError<FormatException>((_, error) => Handled("app", error));
            hooks.OnStatus(404, _ => Results.Text("app's 404", statusCode: 404));
        }),
        app =>
        {
            app.UseRouting();
            app.UseBlueprints();
            app.MapBlueprints();
        });

    // Waits for the last expected log entry, because the teardown of a request runs after the response was sent.
    async Task<IReadOnlyList<string>> Log(string last)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!log.Contains(last)) await Task.Delay(5, limit.Token);
        return [.. log];
    }

    void Record(BlueprintHooks hooks, string name) => Record(hooks, name, log);

    static void Record(BlueprintHooks hooks, string name, ConcurrentQueue<string> log)
    {
        hooks.Before(_ => Note<IResult?>($"before {name}", null));
        hooks.After(_ => Note($"after {name}", 0));
        hooks.Teardown((_, error) => Note($"teardown {name}{(error is null ? "" : " " + error.GetType().Name)}", 0));
        Task<T> Note<T>(string text, T result)
        {
            log.Enqueue(text);
            return Task.FromResult(result);
        }
    }

    static IResult Handled(string by, Exception error) =>
        Results.Text($"{by} handles {error.GetType().Name}", statusCode: 418);

    static void MapViews(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status/{status:int}", (int status) => Results.StatusCode(status));
        routes.MapGet("/own-404", () => Results.Text("the view's own words", statusCode: 404));
        routes.MapGet("/throw/{what}", (HttpContext _, string what) => what switch
        {
            "own" => throw new FormatException(),
            "parents" => throw new InvalidOperationException(),
            "apps" => throw new ArgumentNullException(what),
            _ => (IResult)(what.Length > 0 ? throw new NotSupportedException() : Results.Ok()),
        });
    }

    sealed class Parent(ConcurrentQueue<string> log) : Blueprint
    {
        public override IReadOnlyList<Blueprint> Children => [new Child(log) { Prefix = "/child" }];

        public override void Hook(BlueprintHooks hooks)
        {
            Record(hooks, "parent", log);
            hooks.OnError<InvalidOperationException>((_, error) => Handled("parent", error));
            hooks.OnStatus(404, _ => Results.Text("parent's 404", statusCode: 404));
            hooks.OnStatus(403, _ => Results.Text("parent's 403", statusCode: 403));
        }

        public override void Map(IEndpointRouteBuilder routes) => MapViews(routes);
    }

    sealed class Child(ConcurrentQueue<string> log) : Blueprint
    {
        public override void Hook(BlueprintHooks hooks)
        {
            Record(hooks, "child 1", log);
            Record(hooks, "child 2", log);
            hooks.Before(context =>
                Task.FromResult(context.Request.Query.ContainsKey("stop") ? Results.Text("answered before") : null)
            );
            hooks.OnError<FormatException>((_, error) => Handled("child", error));
            hooks.OnStatus(404, _ => Results.Text("child's 404", statusCode: 404));
        }

        public override void Map(IEndpointRouteBuilder routes)
        {
            MapViews(routes);
            routes.MapGet("/view", () =>
            {
                log.Enqueue("view");
                return "view";
            });
        }
    }
}
