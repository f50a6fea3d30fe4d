namespace App.Patterns.BackgroundTasks.Logs;

/// <summary>Adds a log to each run. Flask documentation: Celery Background Tasks.</summary>
public static class TaskLogSetup
{
    /// <summary>Registers <see cref="TaskLog"/> and <see cref="TaskLineStore"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskLogs(this IServiceCollection services) =>
        services.AddScoped<TaskLineStore>().AddScoped<TaskLog>();

    /// <summary>
    /// Adds a line to the log of the run. Never waits, because the line is written later together with the progress.
    /// </summary>
    /// <param name="progress">The progress of the running task.</param>
    /// <param name="text">A line in the owner's language. It is cut after 500 characters.</param>
    /// <remarks>
    /// Only the newest 200 lines between two writes (about 800 a second) and the newest 1,000 lines of a run are
    /// stored.
    /// </remarks>
    public static void Log(this TaskProgress progress, string text)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(text);
        progress.OutputOf(time => new PendingLines(time)).Add(text);
    }
}
