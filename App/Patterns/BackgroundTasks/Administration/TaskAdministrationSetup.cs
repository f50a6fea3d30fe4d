using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks.Administration;

/// <summary>Registers the administration of runs and schedules.</summary>
public static class TaskAdministrationSetup
{
    /// <summary>
    /// Registers <see cref="TaskAdministration"/> and <see cref="TaskAdministrationStore"/> for the pages of
    /// administrators.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskAdministration(this IServiceCollection services) =>
        services
            .AddScoped<TaskAdministrationStore>()
            .AddScoped(scope => new TaskAdministration(
                scope.GetRequiredService<OnDemandConnection>(),
                scope.GetRequiredService<TaskQueue>(),
                scope.GetServices<ScheduledTask>(),
                scope.GetRequiredService<TimeProvider>()
            ));
}
