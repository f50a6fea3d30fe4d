namespace App.Patterns.BackgroundTasks.Schedules;

/// <summary>Short work that the worker runs at intervals, in a new service scope each time.</summary>
/// <remarks>Flask documentation: Celery Background Tasks (periodic tasks).</remarks>
public interface IScheduledTask
{
    /// <summary>Runs the work once.</summary>
    void Run();
}

/// <summary>A registered scheduled task.</summary>
/// <param name="Name">The name in Quartz: the class name.</param>
/// <param name="Interval">The time between two starts.</param>
sealed record ScheduledTask(string Name, TimeSpan Interval, Func<IServiceProvider, IScheduledTask> Make);
