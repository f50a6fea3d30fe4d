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

/// <summary>Overrides one method, so that requests preserve the order of their parameters.</summary>
public sealed class OrderedTrailApp(TrailSettings settings) : QueryEchoApp(settings)
{
    protected override IQueryFeature? CreateQuery(IFeatureCollection request) => new OrderedQueryFeature(request);
}

/// <summary>One parameter, as the loop over the query sees it.</summary>
public sealed record TrailStep(string Name, IReadOnlyList<string> Values);
