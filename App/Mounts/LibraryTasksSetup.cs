using App.Patterns.BackgroundTasks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace App.Mounts;

/// <summary>
/// Registers background tasks for several libraries in one process. The libraries share the queue file and the worker
/// of the process.
/// </summary>
public static class LibraryTasksSetup
{
    /// <summary>Makes the worker of this process run the tasks of additional libraries.</summary>
    /// <param name="services">The services of the application that has the worker.</param>
    /// <param name="libraries">Returns the additional libraries of the process.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddLibraryTasks(
        this IServiceCollection services,
        Func<IServiceProvider, ILibraryTasks> libraries
    ) => services.AddSingleton(libraries).AddSingleton<IWorkerExtension, LibrarySweep>();

    /// <summary>Registers the queue of an additional library.</summary>
    /// <param name="services">The services of the library.</param>
    /// <param name="library">The library. Its task runs are stored in its own database.</param>
    /// <param name="process">
    /// The services of the main application, which has the scheduler and which calls <see cref="AddLibraryTasks"/>.
    /// </param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddBackgroundTasks(
        this IServiceCollection services,
        TaskLibrary library,
        IServiceProvider process
    )
    {
        ArgumentNullException.ThrowIfNull(library);
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(new TaskQueue(
                process.GetRequiredService<ISchedulerFactory>(),
                process.GetRequiredService<TimeProvider>(),
                process.GetRequiredService<ILogger<TaskQueue>>(),
                library.Key,
                typeof(LibraryTaskJob)
            ))
            .AddSingleton(process.GetRequiredService<TaskWorker>());
        return services.AddRuns(process.GetRequiredService<BackgroundTaskOptions>());
    }
}
