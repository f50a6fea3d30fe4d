namespace App.Patterns.BackgroundTasks;

/// <summary>Checks whether any process runs the tasks of this queue.</summary>
public sealed class TaskWorkers
{
    readonly TaskWorker own;
    readonly BackgroundTaskOptions options;

    internal TaskWorkers(TaskWorker own, BackgroundTaskOptions options) => (this.own, this.options) = (own, options);

    /// <summary>Whether this process is the worker or on standby, or another process is the worker.</summary>
    /// <remarks>In a process that only enqueues, each call tries to lock a file.</remarks>
    public bool AnyRunning => options.RunsTasks ? !own.IsFailing : WorkerLock.IsHeld(options.QueueFile);
}

/// <summary>Checks for a worker from a request.</summary>
public static class TaskWorkersSetup
{
    /// <summary>Returns whether no worker runs, so that a page can explain why tasks wait.</summary>
    /// <param name="context">The current request.</param>
    /// <returns><see langword="true"/> when no process runs tasks.</returns>
    public static bool HasNoWorker(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !context.RequestServices.GetRequiredService<TaskWorkers>().AnyRunning;
    }
}
