using System.Collections.Concurrent;
using System.Collections.Immutable;
using App.Patterns.AppDispatch;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// Three applications below one URL, chosen by the first path segment. An application is built by its first request and
/// closed after a minute without requests. Requests for other names build nothing.
/// </summary>
public sealed class Places : IAsyncDisposable, IDisposable
{
    /// <summary>The path of the applications, relative to the chapter's URL.</summary>
    public const string Address = "/apps";

    static readonly TimeSpan idle = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, int> made = new(StringComparer.Ordinal);
    readonly MountedApps<string> apps;
    readonly RequestDelegate pipeline;

    public Places(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Places> log)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        apps = new(
            Make,
            new()
            {
                Limit = All.Length,
                IdleAfter = idle,
                Stopping = lifetime.ApplicationStopping,
            },
            time,
            log
        );
        var app = new ApplicationBuilder(services).UseAppsBySegment(apps.TryHandle);
        app.Run(context =>
            PlacePage.Write(
                context,
                StatusCodes.Status404NotFound,
                new("the outer application", "No application has this name, so none was built.")
            )
        );
        pipeline = app.Build();
    }

    public static ImmutableArray<PlaceSettings> All { get; } =
    [
        new("garden", "Seven beds and a pond."),
        new("harbour", "Two boats are in, one is expected."),
        new("mill", "The wheel turns."),
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        $"/{{lang:lang}}/patterns/appdispatch{Address}/{{**path}}",
        context => context.RequestServices.GetRequiredService<Places>().Handle(context));

    /// <summary>How often this application was built since startup.</summary>
    public int Made(string name) => made.GetValueOrDefault(name);

    /// <summary>Returns the application with this name; null when it is not running.</summary>
    public MountedApp? Running(string name) => apps.Running.FirstOrDefault(one => one.Key == name).Value;

    public ValueTask DisposeAsync() => apps.DisposeAsync();

    public void Dispose() => apps.Dispose();

    // Moves four segments (language, "patterns", slug, "apps") to the path base. The next segment selects the
    // application.
    async Task Handle(HttpContext context)
    {
        var request = context.Request;
        var (root, path) = (request.PathBase, request.Path);
        var moved = (Root: root.Value ?? "", Path: path.Value ?? "");
        for (var i = 0; i < 4; i++) moved = AppNames.MoveSegment(moved.Root, moved.Path);
        (request.PathBase, request.Path) = (moved.Root, moved.Path);
        try
        {
            await pipeline(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (root, path);
        }
    }

    Task<WebApplication?> Make(string name)
    {
        if (All.FirstOrDefault(place => place.Name == name) is not { } settings)
            return Task.FromResult<WebApplication?>(null);
        made.AddOrUpdate(name, 1, (_, times) => times + 1);
        return Task.FromResult<WebApplication?>(SampleApp.Create(settings));
    }
}
