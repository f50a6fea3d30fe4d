using System.Collections.Concurrent;
using App.Patterns.DeferredCallbacks;
using App.Patterns.Packages;
using App.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Tests.Patterns.DeferredCallbacks;

/// <summary>
/// Verifies deferred callbacks together with other code that runs when the response starts: hooks, TempData and a
/// cache.
/// </summary>
public sealed class AfterHooksTests
{
    readonly ConcurrentQueue<string> log = new();

    [Fact]
    [Trait("Statement", "P20.2")]
    public async Task Deferred_callbacks_run_before_the_after_hooks_which_run_in_reverse()
    {
        await using var app = await Hooked(_ => { });
        await app.Get("/");
        Assert.Equal(["deferred before the hooks were asked for", "deferred by the view", "hook 2", "hook 1"], log);
    }

    [Fact]
    [Trait("Statement", "P20.4")]
    public async Task Deferring_from_an_after_hook_throws()
    {
        await using var app = await Hooked(context =>
            log.Enqueue(
                Assert.Throws<InvalidOperationException>(() => context.Defer(_ => log.Enqueue("never"))).Message
            )
        );
        Assert.Equal("body", (await app.Get("/")).Text);
        Assert.Contains(log, line => line.Contains("no longer be deferred", StringComparison.Ordinal));
        Assert.DoesNotContain("never", log);
    }

    [Fact]
    [Trait("Statement", "P20.7")]
    public async Task A_hook_can_replace_status_and_headers_but_not_the_body()
    {
        await using var app = await Hooked(
            context => context.Response.Headers["X-Hook"] = $"saw {context.Response.StatusCode}",
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                context.Response.ContentType = "text/other";
                Assert.False(context.Response.Body.CanSeek);
            }
        );
        var answer = await app.Get("/");
        Assert.Equal(
            ("saw 418", "text/other", "body"),
            (answer.Headers["X-Hook"], answer.Headers["Content-Type"], answer.Text)
        );
        Assert.Equal(418, (int)answer.Status);
    }

    Task<DeferringApp> Hooked(Action<HttpContext> hook, Action<HttpContext>? deferred = null) => DeferringApp.Start(
        app =>
        {
            app.Use((context, next) =>
            {
                context.Defer(_ => log.Enqueue("deferred before the hooks were asked for"));
                return next(context);
            });
            app.UseRouting();
            app.UseBlueprints();
            app.MapGet("/", (HttpContext context) =>
            {
                context.Defer(answered =>
                {
                    log.Enqueue("deferred by the view");
                    deferred?.Invoke(answered);
                });
                return "body";
            });
        },
        services => services.AddBlueprints([], hooks =>
        {
            hooks.After(context =>
            {
                log.Enqueue("hook 1");
                hook(context);
                return Task.CompletedTask;
            });
            hooks.After(_ =>
            {
                log.Enqueue("hook 2");
                return Task.CompletedTask;
            });
        }));

    // TempData is ASP.NET Core's counterpart of Flask's session.
    [Fact]
    [Trait("Statement", "P20.2")]
    public async Task TempData_set_in_a_deferred_callback_is_stored_for_the_next_request()
    {
        await using var app = await DeferringApp.Start(
            app =>
            {
                app.UseRouting();
                app.MapRazorPages();
            },
            services =>
            {
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                new TestViews().Page<KeepingPage>("/Keep", "/keep").AddTo(services);
            });
        using var visitor = app.Bare.NewVisitor();
        Assert.Equal("nothing", (await visitor.Get("/keep")).Text);
        Assert.Equal("kept", (await visitor.Get("/keep")).Text);
    }

    [Fact]
    [Trait("Statement", "P20.1"), Trait("Statement", "P10.6")]
    public async Task A_cached_response_does_not_contain_deferred_changes_of_the_first_request()
    {
        var drawn = 0;
        await using var app = await DeferringApp.Start(
            app =>
            {
                app.Use((context, next) =>
                {
                    if (context.Request.Headers["X-Who"] is [{ } who])
                        context.Defer(answered =>
                        {
                            answered.Response.Cookies.Append("who", who);
                            answered.Response.Headers["X-Time"] = who;
                            answered.Response.Headers["X-View"] = who;
                        });
                    return next(context);
                });
                app.UseRouting();
                app.UseOutputCache();
                app.MapGet("/", (HttpResponse response) =>
                {
                    response.Headers["X-View"] = "the view's";
                    return $"drawn {++drawn}";
                }).CacheOutput();
                app.MapGet("/own", (HttpResponse response) =>
                {
                    response.OnStarting(() =>
                    {
                        response.Cookies.Append("own", "1");
                        return Task.CompletedTask;
                    });
                    return $"drawn {++drawn}";
                }).CacheOutput();
            },
            services => services.AddOutputCache());
        Assert.StartsWith("who=ada", (await Ask("ada")).Headers["Set-Cookie"]);
        var second = await Ask("bob");
        Assert.Equal(("drawn 1", "who=bob; path=/"), (second.Text, second.Headers["Set-Cookie"]));
        Assert.Equal(("bob", "bob"), (second.Headers["X-Time"], second.Headers["X-View"]));
        var third = await app.Get("/");
        Assert.Equal(("drawn 1", "the view's"), (third.Text, third.Headers["X-View"]));
        Assert.DoesNotContain("Set-Cookie", third.Headers.Keys);
        Assert.DoesNotContain("X-Time", third.Headers.Keys);
        // A cookie that OnStarting sets still prevents caching.
        Assert.Equal("drawn 2", (await Ask("ada", "/own")).Text);
        Assert.Equal("drawn 3", (await Ask("ada", "/own")).Text);

        async Task<Answer> Ask(string who, string url = "/")
        {
            using var visitor = app.Bare.NewVisitor();
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("X-Who", who);
            return await visitor.Send(request);
        }
    }

    public sealed class KeepingPage : Page
    {
        public KeepingPage Model => ViewData.Model;

        public ViewDataDictionary<KeepingPage> ViewData => (ViewDataDictionary<KeepingPage>)PageContext.ViewData;

        public override async Task ExecuteAsync()
        {
            WriteLiteral(TempData.TryGetValue("word", out var word) ? (string)word! : "nothing");
            HttpContext.Defer(_ => TempData["word"] = "kept");
            await Task.CompletedTask;
        }
    }
}
