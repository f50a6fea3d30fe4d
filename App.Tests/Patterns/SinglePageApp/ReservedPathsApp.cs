using System.Text.Json;
using App.Patterns.SinglePageApp;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.SinglePageApp;

/// <summary>An application with reserved API paths and a fallback that responds to all other unmatched paths.</summary>
static class ReservedPathsApp
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> AssertProblem(
        BareApp app, string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await app.Http.SendAsync(request, Stop);
        Assert.Equal((status, $"{method} {path}"), (answer.StatusCode, $"{method} {path}"));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            (int)status,
            JsonDocument
                .Parse(await answer.Content.ReadAsStringAsync(Stop))
                .RootElement.GetProperty("status")
                .GetInt32()
        );
        return answer;
    }

    public static Task<BareApp> Start(string fallback, params string[] prefixes) =>
        BareApp.Start(app =>
        {
            app.UseRouting();
            app.UseReservedPaths(prefixes.Length > 0 ? prefixes : ["/api"]);
            // Adds a middleware at the end of the pipeline that handles every unmatched request.
            if (fallback == "terminal")
                app.Use(
                    (context, next) =>
                        context.GetEndpoint() is null ? context.Response.WriteAsync("<html>index") : next(context)
                );
            Map(app, fallback);
        });

    public static void Map(IEndpointRouteBuilder routes, string fallback)
    {
        routes.MapGet("/api/links/{id:int}", (int id) => Results.Json($"link {id}"));
        routes.MapDelete("/api/links/{id:int}", (int id) => Results.NoContent());
        routes.MapPost("/api/items", ([Microsoft.AspNetCore.Mvc.FromBody] string item) => $"took {item}");
        routes.MapGet("/api/status/{status:int}", (int status) => Results.StatusCode(status));
        routes.MapGet("/api/said/{status:int}", (int status) => Results.Text("own words", statusCode: status));
        routes.MapGet("/status/{status:int}", (int status) => Results.StatusCode(status));
        routes.MapGet("/heartbeat", () => Results.Json(new { status = "healthy" }));
        routes.MapGet("/app/known.js", () => "asset");
        routes.MapGet("/files/{**path}", (string path) => $"the file {path}");
        if (fallback == "fallback") routes.MapFallback(() => "<html>index");
        if (fallback == "catch-all") routes.Map("/{**path}", () => "<html>index");
        if (fallback == "get") routes.MapGet("/{**path}", () => "<html>index").WithOrder(int.MaxValue);
        // Maps a route that consists of parameters only, like /{member}/{list}.
        if (fallback == "two segments")
            routes.Map("/{one}/{two}", (string one, string two) =>
                two.Contains('.', StringComparison.Ordinal) ? Results.NotFound() : Results.Text("<html>index")
            );
    }
}
