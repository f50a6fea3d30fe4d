using App.Patterns.AppFactories;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Subclassing;

sealed record Named
{
    public string Name { get; init; } = "";
}

class PlainApp(Named settings) : Application<Named>(settings)
{
    protected override void ConfigureServices(WebApplicationBuilder builder) =>
        builder.WebHost.UseUrls("http://127.0.0.1:0");

    protected override void ConfigurePipeline(WebApplication app)
    {
        app.MapGet("/pairs", (HttpRequest request) =>
            string.Join('|', request.Query.Select(pair => $"{pair.Key}={pair.Value}"))
        );
        app.MapGet("/bound", (string b) => b.Split(',')[0]);
        app.MapGet("/json", () => Results.Json(new { linkCount = 1 }));
        app.MapGet("/name", (Named settings, IWebHostEnvironment environment) =>
            $"{settings.Name} in {environment.EnvironmentName}"
        );
        app.MapGet("/throw", string () => throw new InvalidOperationException("inside"));
        app.MapGet("/throw-late", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("late");
        });
    }
}
