using System.Text.Json;

namespace App.Blueprints.Handbook.Demos.Subclassing;

/// <summary>
/// An instance of an application class and an instance of its subclass. Each is built by the first request to it.
/// </summary>
public sealed class QueryOrderApps : IDisposable
{
    readonly Lazy<(WebApplication App, RequestDelegate Pipeline)> plain = new(() =>
        Make(new QueryEchoApp(new("QueryEchoApp")))
    );
    readonly Lazy<(WebApplication App, RequestDelegate Pipeline)> ordered = new(() =>
        Make(new OrderedTrailApp(new("OrderedTrailApp")))
    );

    public Task<IReadOnlyList<TrailStep>> SendPlain(string query) => Send(plain.Value.App, plain.Value.Pipeline, query);

    public Task<IReadOnlyList<TrailStep>> SendOrdered(string query) =>
        Send(ordered.Value.App, ordered.Value.Pipeline, query);

    public void Dispose()
    {
        foreach (var made in (Lazy<(WebApplication App, RequestDelegate)>[])[plain, ordered])
            if (made.IsValueCreated)
                ((IDisposable)made.Value.App).Dispose();
    }

    // The applications have no server, so the request is passed to the pipeline directly.
    static async Task<IReadOnlyList<TrailStep>> Send(WebApplication app, RequestDelegate pipeline, string query)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.QueryString, context.Response.Body) = (
            HttpMethods.Get,
            "/",
            new QueryString(query),
            body
        );
        await pipeline(context);
        return JsonSerializer.Deserialize<List<TrailStep>>(body.ToArray(), JsonSerializerOptions.Web)!;
    }

    static (WebApplication, RequestDelegate) Make(QueryEchoApp made)
    {
        var app = made.Build();
        return (app, ((IApplicationBuilder)app).Build());
    }
}
