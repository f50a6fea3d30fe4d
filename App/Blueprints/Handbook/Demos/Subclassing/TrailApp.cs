using App.Patterns.AppFactories;
using App.Patterns.QueryStrings;
using Microsoft.AspNetCore.Http.Features;

namespace App.Blueprints.Handbook.Demos.Subclassing;

/// <param name="Name">What it is called on the page.</param>
public sealed record TrailSettings(string Name);

/// <summary>
/// A whole application, small: tells the parameters of its address as it sees them, one name and one value a line.
/// </summary>
public class TrailApp(TrailSettings settings) : Application<TrailSettings>(settings)
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

/// <summary>The same but for one seam: its requests keep the order of their parameters.</summary>
public sealed class OrderedTrailApp(TrailSettings settings) : TrailApp(settings)
{
    protected override IQueryFeature? CreateQuery(IFeatureCollection request) => new OrderedQueryFeature(request);
}

/// <summary>What one turn of the loop over the parameters gives.</summary>
public sealed record TrailStep(string Name, IReadOnlyList<string> Values);
