using App.Tests.Blueprints.Tasks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Tests.Browser;

/// <summary>Serves a web application with one page, for tests of the browser fixture itself.</summary>
sealed class BarePages : IAsyncDisposable
{
    readonly WebApplication app;

    BarePages(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public static async Task<BarePages> Serve(
        string body,
        string head = "",
        string lang = "en",
        string? policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context => Answer(context, body, head, lang, policy));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static Task Answer(HttpContext context, string body, string head, string lang, string? policy)
    {
        if (policy is not null) context.Response.Headers.ContentSecurityPolicy = policy;
        switch (context.Request.Path.Value)
        {
            case "/":
                context.Response.ContentType = "text/html; charset=utf-8";
                return context.Response.WriteAsync(
                    $"<!doctype html><html lang={lang} dir={(lang is "ar" ? "rtl" : "ltr")}>"
                    + "<meta name=viewport content='width=device-width, initial-scale=1'>"
                    + $"<title>Bare</title><link rel=icon href='data:,'>{head}<body><main>{body}</main></body></html>");
            case "/page.js":
                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync("document.querySelector('main').append('scripted')");
            case "/broken.js":
                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync("console.error('spilled'); throw new Error('broken')");
            case "/page.css":
                context.Response.ContentType = "text/css";
                return context.Response.WriteAsync(
                    ":root { color-scheme: light dark } body { font: 24px sans-serif; "
                        + "background: light-dark(#fff, #111); color: light-dark(#111, #eee) } "
                        + ".wide { inline-size: 600px; block-size: 10px }"
                );
            default:
                context.Response.StatusCode = 404;
                return context.Response.WriteAsync("Not found");
        }
    }
}
