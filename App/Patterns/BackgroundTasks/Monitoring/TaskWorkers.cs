namespace App.Patterns.BackgroundTasks.Monitoring;

/// <summary>Checks whether any process runs the tasks of this queue.</summary>
public sealed class TaskWorkers
{
    readonly TaskWorker own;
    readonly BackgroundTaskOptions options;

    internal TaskWorkers(TaskWorker own, BackgroundTaskOptions options) => (this.own, this.options) = (own, options);

    /// <summary>Whether this process is the worker or on standby, or another process is the worker.</summary>
    /// <remarks>In a process that only enqueues, each call tries to lock a file.</remarks>
    public bool AnyRunning => options.RunsTasks ? !own.IsFailing : IsHeld(TaskWorker.LockOf(options.QueueFile));

    // Acquires a shared lock for a moment, which several processes can hold at the same time.
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

/// <summary>Checks for a worker from a request.</summary>
public static class TaskWorkersSetup
{
    /// <summary>Registers <see cref="TaskWorkers"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskMonitoring(this IServiceCollection services) =>
        services.AddSingleton(provider => new TaskWorkers(
            provider.GetRequiredService<TaskWorker>(), provider.GetRequiredService<BackgroundTaskOptions>()));

    /// <summary>Returns whether no worker runs, so that a page can explain why tasks wait.</summary>
    /// <param name="context">The current request.</param>
    /// <returns><see langword="true"/> when no process runs tasks.</returns>
    public static bool HasNoWorker(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !context.RequestServices.GetRequiredService<TaskWorkers>().AnyRunning;
    }
}
