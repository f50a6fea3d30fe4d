using System.Security.Claims;
using App.Patterns.Caching.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.Caching;

/// <summary>Counts how often the test pages are rendered, and lets a test pause a rendering.</summary>
public sealed class Counter : IPageVersion
{
    int ran;

    public int Ran
    {
        get => ran;
        set => ran = value;
    }

    public string Version { get; set; } = "1";

    public DateTimeOffset? ChangedAt { get; set; }

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Run() => Interlocked.Increment(ref ran);

    public ValueTask<PageVersion> Of(HttpContext context) => new(new PageVersion(Version, ["things"], ChangedAt));
}

/// <summary>Maps the test pages. All are marked as cacheable, but some of them must not be cached.</summary>
static class Pages
{
    static readonly PagePolicy kept = new();
    static readonly PagePolicy versioned = new() { Version = typeof(Counter) };

    public static void Map(IEndpointRouteBuilder routes, Counter counter)
    {
        string Say(HttpContext context) => $"{context.Request.Path} {counter.Run()}";
        async Task<string> SaySlowly(HttpContext context)
        {
            var said = Say(context);
            counter.Begun.TrySetResult();
            await counter.Go.Task;
            return said;
        }
        string Html(string html)
        {
            counter.Run();
            return html;
        }
        routes.MapMethods("/page", ["GET", "HEAD", "POST"], Say).WithMetadata(kept);
        routes.MapGet("/same", () => "/same").WithMetadata(new PagePolicy { Version = typeof(Same) });
        routes.MapGet("/slow", (Func<HttpContext, Task<string>>)SaySlowly).WithMetadata(kept);
        routes.MapGet("/patient", async (HttpContext context) =>
        {
            var said = Say(context);
            counter.Begun.TrySetResult();
            await counter.Go.Task.WaitAsync(context.RequestAborted);
            return Results.Bytes(System.Text.Encoding.UTF8.GetBytes(said));
        }).WithMetadata(kept);
        routes.MapGet("/versioned", Say).WithMetadata(versioned);
        routes.MapGet("/slow-versioned", (Func<HttpContext, Task<string>>)SaySlowly).WithMetadata(versioned);
        routes
            .MapGet("/query", (HttpContext context) => $"/query {context.Request.QueryString} {counter.Run()}")
            .WithMetadata(new PagePolicy("a", "b"));
        routes.MapGet("/large", () => Html(new string('x', 6000))).WithMetadata(kept);
        routes
            .MapGet("/status/{status:int}", (int status) => Results.StatusCode(Html("") is "" ? status : 0))
            .WithMetadata(kept);
        routes
            .MapGet("/throws-once", (HttpContext context) =>
                Say(context) is "/throws-once 1" ? throw new TimeoutException() : "/throws-once 2"
            )
            .WithMetadata(kept);
        MapPersonal(routes, counter, Html);
    }

    static void MapPersonal(IEndpointRouteBuilder routes, Counter counter, Func<string, string> html)
    {
        routes
            .MapGet("/form", (HttpContext context, IAntiforgery tokens) =>
                Results.Text(html(FormOf(tokens.GetAndStoreTokens(context))), "text/html")
            )
            .WithMetadata(kept);
        routes
            .MapGet("/token-header", (HttpContext context, IAntiforgery tokens) =>
            {
                context.Response.Headers["X-Token"] = tokens.GetAndStoreTokens(context).RequestToken;
                context.Response.Headers.CacheControl = "public";
                return html("a script reads it");
            })
            .WithMetadata(kept);
        routes
            .MapGet("/token-without-warning", (HttpContext context, IAntiforgery tokens) =>
                html(tokens.GetTokens(context).RequestToken!)
            )
            .WithMetadata(kept);
        // Maps a page that contains a token field but does not use the antiforgery service.
        routes
            .MapGet("/token-copied", () =>
                Results.Text(html("""<form><input name="__RequestVerificationToken" value="x"></form>"""), "text/html")
            )
            .WithMetadata(kept);
        routes
            .MapGet("/posting", () =>
                Results.Text(html("""<form method="post"><button>Do</button></form>"""), "text/html")
            )
            .WithMetadata(kept);
        routes
            .MapGet("/cookie", (HttpContext context) =>
            {
                context.Response.Cookies.Append("seen", "1");
                return html("");
            })
            .WithMetadata(kept);
        string Marked(HttpContext context, string how)
        {
            context.Response.Headers.CacheControl = how;
            return html(how);
        }
        routes.MapGet("/private", (HttpContext context) => Marked(context, "private")).WithMetadata(kept);
        routes.MapGet("/no-store", (HttpContext context) => Marked(context, "max-age=0, no-store")).WithMetadata(kept);
        routes.MapGet("/signs-in", (HttpContext context) =>
        {
            context.User = new(new ClaimsIdentity([], "late"));
            return html("");
        }).WithMetadata(kept);
        routes.MapGet("/enter", (HttpContext context, string name) =>
            context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name)], "test")))
        );
        string Hello(HttpContext context) =>
            $"{context.Request.Path} {context.User.Identity?.Name ?? "nobody"} {counter.Run()}";
        routes.MapGet("/hello", Hello).WithMetadata(kept);
        routes.MapGet("/guarded-cached", Hello).RequireAuthorization().WithMetadata(kept);
        routes.MapGet("/cached-guarded", Hello).WithMetadata(kept).RequireAuthorization();
    }

    static string FormOf(AntiforgeryTokenSet tokens) =>
        $"""<form method="post"><input name="{tokens.FormFieldName}" value="{tokens.RequestToken}"></form>""";

    public sealed class Same : IPageVersion
    {
        public ValueTask<PageVersion> Of(HttpContext context) => new(new PageVersion("", ["same"]));
    }
}
