using App.Patterns.AppDispatch;
using App.Patterns.AppFactories;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <param name="Name">The segment that leads to it.</param>
/// <param name="Greeting">What it says at its root.</param>
public sealed record PlaceSettings(string Name, string Greeting);

/// <summary>
/// A whole application, small: two pages, a counter of its own, and its own words for what it does not have.
/// </summary>
public sealed class PlaceApp(PlaceSettings settings) : Application<PlaceSettings>(settings)
{
    static readonly string[] methods = [HttpMethods.Get, HttpMethods.Head];

    public static WebApplication Create(PlaceSettings settings) =>
        new PlaceApp(settings).Build(server: builder => builder.UseMountedServer());

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<PlaceVisits>();
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapMethods("/", methods, context => Answer(context, StatusCodes.Status200OK, Settings.Greeting))
            .WithName("gate");
        app.MapMethods("/door/{number:int}", methods, context =>
                Answer(context, StatusCodes.Status200OK, $"Door {context.GetRouteValue("number")}. It stands open.")
            )
            .WithName("door");
        app.MapFallback(context =>
            Answer(context, StatusCodes.Status404NotFound, $"There is no such place in the {Settings.Name}.")
        );
    }

    Task Answer(HttpContext context, int status, string says)
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

/// <summary>How many requests one application has had since it was made.</summary>
public sealed class PlaceVisits
{
    int visits;

    public int Next() => Interlocked.Increment(ref visits);
}
