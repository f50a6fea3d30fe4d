using App.Blueprints.Shelves;
using App.Patterns.AppDispatch;
using App.Patterns.BackgroundTasks.Schedules;

namespace App.Mounts;

static class MountsSetup
{
    public static IServiceCollection AddShelfMounts(this IServiceCollection services) =>
        services
            .AddSingleton<SharedAssets>()
            .AddSingleton(provider => new ShelfMounts(
                provider.GetRequiredService<ShelfRegistry>(),
                provider.GetRequiredService<ShelfOperations>(),
                provider.GetRequiredService<ShelfFiles>(),
                provider.GetRequiredService<AppSettings>(),
                provider,
                provider.GetRequiredService<SharedAssets>(),
                provider.GetRequiredService<IHostApplicationLifetime>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ShelfMounts>>()
            ))
            .AddLibraryTasks(provider => provider.GetRequiredService<ShelfMounts>())
            .AddHostedService(provider => provider.GetRequiredService<ShelfMounts>())
            .AddScheduledTask<ShelfMaintenanceTask>(TimeSpan.FromHours(1));

    /// <summary>
    /// Serves shelves (separate libraries of links) at <c>/~name</c> and on subdomains. When a domain is configured,
    /// requests for other hosts are rejected. Otherwise every host is accepted.
    /// </summary>
    public static void UseShelfMounts(this WebApplication app, AppSettings settings)
    {
        NamedApps shelves = (name, parent, root, path) =>
            app.Services.GetRequiredService<ShelfMounts>().TryHandle(name, parent, root, path);
        app.UseAppsBySubdomain(
            new()
            {
                Domains = settings.Domains,
                NotFound = async context =>
                {
                    var request = context.Request;
                    if (
                        !await app
                            .Services.GetRequiredService<SharedAssets>()
                            .TrySend(context, request.PathBase, request.Path)
                    )
                        await ShelfErrors.NotFound(context);
                },
                Foreign = settings.Domains is ["localhost"] ? null : ShelfErrors.Foreign,
            },
            shelves);
        app.UseAppsBySegment(shelves, marker: "~");
        app.Services.GetRequiredService<SharedAssets>().Use(app);
    }
}
