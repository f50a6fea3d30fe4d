namespace App.Patterns.BackgroundTasks.Monitoring;

/// <summary>Checks whether any process is the worker, which runs the background tasks.</summary>
public sealed class TaskWorkers
{
    readonly TaskWorker own;
    readonly BackgroundTaskOptions options;

    internal TaskWorkers(TaskWorker own, BackgroundTaskOptions options) => (this.own, this.options) = (own, options);

    /// <summary>
    /// Whether any process is the worker. If this process is on standby, another process is the worker.
    /// </summary>
    /// <remarks>In a process that only enqueues, each call checks whether the worker's lock file is locked.</remarks>
    public bool AnyRunning => options.RunsTasks ? !own.IsFailing : IsHeld(TaskWorker.LockOf(options.QueueFile));

    // Returns whether a worker holds its exclusive lock on the file. Tries to open the file with a shared lock, which
    // several checking processes can hold at the same time.
    static bool IsHeld(string path)
    {
        try
        {
            using var shared = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}

/// <summary>Lets a request check whether any process runs background tasks.</summary>
public static class TaskWorkersSetup
{
    /// <summary>Registers <see cref="TaskWorkers"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskMonitoring(this IServiceCollection services) =>
        services.AddSingleton(provider => new TaskWorkers(
            provider.GetRequiredService<TaskWorker>(), provider.GetRequiredService<BackgroundTaskOptions>()));

    /// <summary>
    /// Returns true when no process runs background tasks, so that a page can explain why tasks wait.
    /// </summary>
    /// <param name="context">The current request.</param>
    /// <returns><see langword="true"/> when no process runs tasks.</returns>
    public static bool HasNoWorker(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !context.RequestServices.GetRequiredService<TaskWorkers>().AnyRunning;
    }
}
