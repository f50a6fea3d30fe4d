using System.Globalization;
using App.Patterns.DeferredCallbacks;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.DeferredCallbacks;

public sealed class DeferredCallbacksTests
{
    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task A_deferred_callback_changes_only_the_response_of_its_own_request()
    {
        await using var app = await DeferringApp.Start(app =>
        {
            app.MapGet("/deferring", (IDeferredResponse response) =>
            {
                response.Defer(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status202Accepted;
                    context.Response.Headers["X-Late"] = "1";
                    return ValueTask.CompletedTask;
                });
                return "body";
            });
            app.MapGet("/plain", () => "body");
        });
        var answer = await app.Get("/deferring");
        Assert.Equal((HttpStatusCode.Accepted, "1", "body"), (answer.Status, answer.Headers["X-Late"], answer.Text));
        Assert.DoesNotContain("X-Late", (await app.Get("/plain")).Headers.Keys);
    }

    [Fact]
    [Trait("Statement", "P20.1")]
    public async Task Deferred_callbacks_of_parallel_requests_do_not_mix()
    {
        await using var app = await DeferringApp.Start(app =>
            app.MapGet("/{number:int}", async (int number, HttpContext context) =>
            {
                context.Defer(answered =>
                    answered.Response.Headers.Append("X-Number", number.ToString(CultureInfo.InvariantCulture))
                );
                await Task.Yield();
                return "body";
            })
        );
        await Parallel.ForAsync(0, 200, async (number, _) =>
            Assert.Equal(
                number.ToString(CultureInfo.InvariantCulture),
                (await app.Get($"/{number}")).Headers["X-Number"]
            )
        );
    }

    [Fact]
    [Trait("Statement", "P20.2")]
    public async Task Callbacks_run_first_in_first_out_and_nested_ones_run_in_the_same_pass()
    {
        await using var app = await DeferringApp.Start(app =>
        {
            app.Use((context, next) =>
            {
                Say(context, "middleware");
                return next(context);
            });
            app.MapGet("/", (HttpContext context) =>
            {
                Say(context, "1");
                context.Defer(answered =>
                {
                    answered.Response.Headers.Append("X-Order", "2");
                    Say(answered, "nested");
                });
                context.Defer(async answered =>
                {
                    await Task.Yield();
                    answered.Response.Headers.Append("X-Order", "3");
                });
            });
        });
        Assert.Equal("middleware, 1, 2, 3, nested", (await app.Get("/")).Headers["X-Order"]);

        static void Say(HttpContext context, string word) =>
            context.Defer(answered => answered.Response.Headers.Append("X-Order", word));
    }

    [Theory]
    [Trait("Statement", "P20.3")]
    [InlineData("/404", 404)]
    [InlineData("/500", 500)]
    [InlineData("/redirect", 302)]
    [InlineData("/304", 304)]
    [InlineData("/204", 204)]
    [InlineData("/stream", 200)]
    [InlineData("/unmapped", 404)]
    public async Task Callbacks_run_for_every_status_and_can_set_a_cookie(string url, int status)
    {
        await using var app = await DeferringApp.Start(app =>
        {
            app.Use((context, next) =>
            {
                context.Response.Headers["X-Direct"] = "1";
                context.Defer(answered => answered.Response.Cookies.Append("late", "1"));
                return next(context);
            });
            MapAnswers(app);
        });
        var answer = await app.Get(url);
        Assert.Equal(status, (int)answer.Status);
        Assert.StartsWith("late=1", answer.Headers["Set-Cookie"]);
        // On an exception (status 500) the error page clears the response, so a header that was set directly is lost.
        Assert.Equal(status != 500, answer.Headers.ContainsKey("X-Direct"));
    }

    [Fact]
    [Trait("Statement", "P20.5")]
    public async Task A_callback_that_throws_is_logged_and_the_others_still_run()
    {
        await using var app = await DeferringApp.Start(app => app.MapGet("/", (HttpContext context) =>
        {
            context.Defer(answered => answered.Response.Headers["X-First"] = "1");
            context.Defer((Action<HttpContext>)(_ => throw new InvalidOperationException("deferred in vain")));
            context.Defer(async _ =>
            {
                await Task.Yield();
                throw new OperationCanceledException("later in vain");
            });
            context.Defer(answered => answered.Response.Headers["X-Last"] = "1");
            return "body";
        }));
        var answer = await app.Get("/");
        Assert.Equal((HttpStatusCode.OK, "body"), (answer.Status, answer.Text));
        Assert.Equal(("1", "1"), (answer.Headers["X-First"], answer.Headers["X-Last"]));
        Assert.Equal(
            ["deferred in vain", "later in vain"],
            app.Log.Select(line => string.Join(' ', line.Split(' ')[^3..]))
        );
    }

    [Fact]
    [Trait("Statement", "P20.6")]
    public async Task Deferring_outside_a_request_or_without_the_middleware_throws()
    {
        await using var app = await DeferringApp.Start(_ => { });
        var outside = Assert.Throws<InvalidOperationException>(() => app.Bare.InScope(scope =>
        {
            scope.GetRequiredService<IDeferredResponse>().Defer(_ => ValueTask.CompletedTask);
            return true;
        }));
        Assert.Contains("outside a request", outside.Message);
        var without = Assert.Throws<InvalidOperationException>(() =>
            new DefaultHttpContext().Defer(_ => ValueTask.CompletedTask)
        );
        Assert.Contains(nameof(DeferredCallbacksSetup.UseDeferredCallbacks), without.Message);
    }

    [Fact]
    [Trait("Statement", "P20.4")]
    public async Task Deferring_after_the_response_has_started_throws_and_does_not_break_the_stream()
    {
        var said = "";
        await using var app = await DeferringApp.Start(app => app.MapGet("/", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("first ");
                await context.Response.Body.FlushAsync();
                said = Assert
                    .Throws<InvalidOperationException>(() =>
                        context.Defer(answered => answered.Response.Headers["X-Late"] = "1")
                    )
                    .Message;
                await context.Response.WriteAsync("second");
            }));
        var answer = await app.Get("/");
        Assert.Equal("first second", answer.Text);
        Assert.DoesNotContain("X-Late", answer.Headers.Keys);
        Assert.Contains("no longer be deferred", said);
    }

    static void MapAnswers(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/404", () => Results.NotFound());
        routes.MapGet("/500", void () => throw new InvalidOperationException("the view failed"));
        routes.MapGet("/redirect", () => Results.Redirect("/elsewhere"));
        routes.MapGet("/304", () => Results.StatusCode(304));
        routes.MapGet("/204", () => Results.NoContent());
        routes.MapGet("/stream", async (HttpResponse response) =>
        {
            await response.WriteAsync("one");
            await response.Body.FlushAsync();
            await response.WriteAsync("two");
        });
    }
}
