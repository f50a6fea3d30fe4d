using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.BackgroundTasks.Schedules;

/// <summary>Registers tasks that run at intervals. Flask documentation: Celery Background Tasks.</summary>
public static class SchedulesSetup
{
    /// <summary>Registers a task that the worker runs when it starts and then at each interval.</summary>
    /// <typeparam name="TTask">The class of the task; its name identifies the schedule.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="interval">The time between two starts.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddScheduledTask<TTask>(this IServiceCollection services, TimeSpan interval)
        where TTask : class, IScheduledTask
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkerExtension, ScheduleStarter>());
        services.TryAddScoped(scope => new ScheduledTasks(scope, scope.GetServices<ScheduledTask>()));
        return services
            .AddScoped<TTask>()
            .AddSingleton(new ScheduledTask(typeof(TTask).Name, interval, scope => scope.GetRequiredService<TTask>()));
    }

    /// <summary>Registers a scheduled task that deletes finished runs once a day.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="age">How long finished runs are stored.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddRunRetention(this IServiceCollection services, TimeSpan age) =>
        services.AddSingleton(new RunRetention(age)).AddScheduledTask<RunRetentionTask>(TimeSpan.FromDays(1));
}
