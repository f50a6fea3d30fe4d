using App.Patterns.AppFactories;
using App.Patterns.QueryStrings;
using Microsoft.AspNetCore.Http.Features;

namespace App.Blueprints.Handbook.Demos.Subclassing;

/// <param name="Name">The display name.</param>
public sealed record TrailSettings(string Name);

/// <summary>
/// A small application that returns its query parameters as JSON.
/// </summary>
public class QueryEchoApp(TrailSettings settings) : Application<TrailSettings>(settings)
{
    protected override void ConfigureServices(WebApplicationBuilder builder) { }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Run(context =>
            context.Response.WriteAsJsonAsync(
                context.Request.Query.Select(parameter => new TrailStep(
                    parameter.Key,
                    [.. parameter.Value.Select(value => value ?? "")]
                )),
                context.RequestAborted
            )
        );
    }
}

/// <summary>A subclass that overrides one method, so that the response preserves the parameters' order.</summary>
public sealed class OrderedTrailApp(TrailSettings settings) : QueryEchoApp(settings)
{
    protected override IQueryFeature? CreateQuery(IFeatureCollection request) => new OrderedQueryFeature(request);
}

/// <summary>A query parameter with its values, as the application sees it when it enumerates the query.</summary>
public sealed record TrailStep(string Name, IReadOnlyList<string> Values);
