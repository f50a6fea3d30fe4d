using App.Patterns.AppFactories;
using App.Patterns.LazyViews;

namespace App.Blueprints.Handbook.Demos.LazyViews;

public sealed record LateViewsSettings;

/// <summary>An application whose views are all loaded lazily. One of the view names is wrong on purpose.</summary>
public sealed class LazyViewsHost(LateViewsSettings settings) : Application<LateViewsSettings>(settings)
{
    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLazyViews(typeof(LazyViewsHost).Assembly);
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRouting();
        var views = app.LazyViews(typeof(LazyViewsHost).Namespace!);
        views.Get("LazySampleViews.Hello", "/hello", "/hello/{name}");
        views.Get("LazySampleViews.Sum", "/sum/{a:int}/{b:int}");
        views.Get("LateClock", "/clock");
        views.Get("LazySampleViews.Missing", "/missing");
        app.UseEndpoints(_ => { });
    }

    // Logs nothing, because the wrong view name fails on purpose.
    protected override void LogUnhandled(HttpContext context, Exception error) { }
}
