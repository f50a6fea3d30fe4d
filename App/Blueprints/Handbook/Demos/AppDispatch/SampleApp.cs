using App.Patterns.AppDispatch;
using App.Patterns.AppFactories;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <param name="Name">The path segment of the application.</param>
/// <param name="Greeting">The text of its root page.</param>
public sealed record PlaceSettings(string Name, string Greeting);

/// <summary>
/// A small application with two pages, its own request counter and its own 404 response.
/// </summary>
public sealed class SampleApp(PlaceSettings settings) : Application<PlaceSettings>(settings)
{
    static readonly string[] methods = [HttpMethods.Get, HttpMethods.Head];

    public static WebApplication Create(PlaceSettings settings) =>
        new SampleApp(settings).Build(server: builder => builder.UseMountedServer());

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<PlaceVisits>();
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapMethods("/", methods, context => Respond(context, StatusCodes.Status200OK, Settings.Greeting))
            .WithName("gate");
        app.MapMethods("/door/{number:int}", methods, context =>
                Respond(context, StatusCodes.Status200OK, $"Door {context.GetRouteValue("number")}. It is open.")
            )
            .WithName("door");
        app.MapFallback(context =>
            Respond(context, StatusCodes.Status404NotFound, $"There is no such place in the {Settings.Name}.")
        );
    }

    Task Respond(HttpContext context, int status, string says)
    {
        var services = context.RequestServices;
        var number = services.GetRequiredService<PlaceVisits>().Next();
        return PlacePage.Write(context, status, new(Settings.Name, says)
        {
            Visits = number,
            Built = services.GetRequiredService<LinkGenerator>().GetPathByName(context, "door", new { number }),
        });
    }
}

/// <summary>Counts the requests to one application since it was built.</summary>
public sealed class PlaceVisits
{
    int visits;

    public int Next() => Interlocked.Increment(ref visits);
}
