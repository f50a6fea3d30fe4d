using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace App.Blueprints.Handbook.Demos.AppFactories;

/// <summary>
/// Two instances of one application class with different settings. Each is built by the first note that is sent to it.
/// </summary>
public sealed class Notebooks : IDisposable
{
    readonly ImmutableArray<MadeNotebook> all =
    [
        new(new("Kitchen", MostNotes: 3, InCapitals: false)),
        new(new("Office", MostNotes: 5, InCapitals: true)),
    ];

    public IReadOnlyList<MadeNotebook> All => all;

    public void Dispose()
    {
        foreach (var notebook in all) notebook.Dispose();
    }
}

/// <summary>An application without a server; requests are passed to its pipeline directly.</summary>
public sealed class MadeNotebook(NotebookSettings settings) : IDisposable
{
    readonly Lazy<(WebApplication App, RequestDelegate Pipeline, TimeSpan Took)> made = new(() => Make(settings));

    public NotebookSettings Settings => settings;

    /// <summary>How long building the application took; null when it is not built yet.</summary>
    public TimeSpan? Took => made.IsValueCreated ? made.Value.Took : null;

    public Task Write(string visitor, string text) => Send(HttpMethods.Post, visitor, text);

    /// <summary>
    /// The notes of this visitor. Empty when the application is not built yet; reading does not build it.
    /// </summary>
    public async Task<IReadOnlyList<string>> Read(string? visitor) =>
        visitor is not null && made.IsValueCreated ? await Send(HttpMethods.Get, visitor, "") : [];

    async Task<IReadOnlyList<string>> Send(string method, string visitor, string text)
    {
        var (app, pipeline, _) = made.Value;
        await using var scope = app.Services.CreateAsyncScope();
        using var request = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var response = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.Body, context.Response.Body) = (
            method,
            "/",
            request,
            response
        );
        context.Request.Headers[NotebookApp.Visitor] = visitor;
        await pipeline(context);
        return Encoding.UTF8.GetString(response.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static (WebApplication, RequestDelegate, TimeSpan) Make(NotebookSettings settings)
    {
        var begun = Stopwatch.GetTimestamp();
        var app = new NotebookApp(settings).Build();
        return (app, ((IApplicationBuilder)app).Build(), Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose()
    {
        if (made.IsValueCreated) ((IDisposable)made.Value.App).Dispose();
    }
}
