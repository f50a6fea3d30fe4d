using App.Blueprints.Accounts;
using App.Blueprints.Backend;
using App.Patterns.AppDispatch;

namespace App.Mounts;

/// <summary>
/// Mounts the backend, a separate application with the administration pages, in the main application. The first request
/// builds the backend. When idle, the backend is closed.
/// </summary>
static class BackendMount
{
    const string Key = "backend";

    public static IServiceCollection AddBackendMount(this IServiceCollection services, AppSettings settings) => services
        .AddOperations(new()
        {
            DataDirectory = settings.DataDirectory,
            LibraryFile = settings.LibraryFile,
            QueueFile = settings.TasksFile,
            UploadsDirectory = settings.UploadsDirectory,
        })
        .AddSingleton(new BackendPath(BackendBlueprint.Mount))
        .AddSingleton(library => SiteReporting.Of(settings, library))
        .AddKeyedSingleton(Key, (library, _) => new MountedApps<string>(
            _ => Task.FromResult<WebApplication?>(BackendApp.Create(settings, library)),
            new() { Limit = 1, Stopping = library.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping },
            library.GetRequiredService<TimeProvider>(), library.GetRequiredService<ILogger<BackendApp>>()));

    public static IApplicationBuilder UseBackendMount(this IApplicationBuilder app) =>
        app.UseAppsByPrefix([BackendBlueprint.Mount], Apps(app.ApplicationServices).TryHandle);

    public static MountedApps<string> Apps(IServiceProvider library) =>
        library.GetRequiredKeyedService<MountedApps<string>>(Key);
}
