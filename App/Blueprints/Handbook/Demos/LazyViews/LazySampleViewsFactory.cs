using System.Diagnostics;
using System.Text;
using App.Patterns.LazyViews;

namespace App.Blueprints.Handbook.Demos.LazyViews;

/// <summary>
/// Builds an application for each of the last 20 visitors, so that every visitor can see views load at the first
/// request. The applications hold no resources, so they are not disposed of.
/// </summary>
public sealed class VisitorsLateViews
{
    const int Most = 20;

    readonly Lock turn = new();
    readonly List<(string Visitor, LazySampleViewsFactory Views)> made = [];

    /// <summary>Returns the application that was built for a visitor; null when there is none.</summary>
    public LazySampleViewsFactory? Find(string visitor)
    {
        lock (turn) return made.Find(one => one.Visitor == visitor).Views;
    }

    /// <summary>
    /// Returns the application of a visitor. Builds it if it is missing; if there are 20 already, discards the oldest.
    /// </summary>
    public LazySampleViewsFactory Of(string visitor)
    {
        lock (turn)
        {
            if (Find(visitor) is { } known) return known;
            if (made.Count == Most) made.RemoveAt(0);
            var views = new LazySampleViewsFactory();
            made.Add((visitor, views));
            return views;
        }
    }

    public void Drop(string visitor)
    {
        lock (turn) made.RemoveAll(one => one.Visitor == visitor);
    }
}

/// <summary>An application without a server; requests are passed to its pipeline directly.</summary>
public sealed class LazySampleViewsFactory
{
    readonly WebApplication app;
    readonly RequestDelegate pipeline;

    public LazySampleViewsFactory()
    {
        app = new LazyViewsHost(new()).Build();
        pipeline = ((IApplicationBuilder)app).Build();
    }

    public LazyViewStates States => app.Services.GetRequiredService<LazyViewStates>();

    /// <summary>Sends a GET request.</summary>
    public async Task<LateCall> Send(string path)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Response.Body) = (HttpMethods.Get, path, body);
        var loaded = Loaded();
        var begun = Stopwatch.GetTimestamp();
        await pipeline(context);
        return new(
            path,
            context.Response.StatusCode,
            Encoding.UTF8.GetString(body.ToArray()),
            Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
            Loaded() > loaded
        );
    }

    int Loaded() => States.All.Count(view => view.IsLoaded);
}

/// <param name="Loads">Whether this request loaded the view.</param>
public sealed record LateCall(string Path, int Status, string Text, double Milliseconds, bool Loads);
