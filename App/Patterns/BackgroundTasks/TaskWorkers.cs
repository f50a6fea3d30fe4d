namespace App.Patterns.BackgroundTasks;

/// <summary>Whether the tasks of this queue are run by any process at the moment.</summary>
public sealed class TaskWorkers
{
    readonly TaskWorker own;
    readonly BackgroundTaskOptions options;

    internal TaskWorkers(TaskWorker own, BackgroundTaskOptions options) => (this.own, this.options) = (own, options);

    /// <summary>
    /// True when this process is the worker or waits to become it, or another process is the worker. When this process
    /// only enqueues, it costs one attempt to lock a file.
    /// </summary>
    public bool AnyRunning => options.RunsTasks ? !own.IsFailing : WorkerLock.IsHeld(options.QueueFile);
}

public static class TaskWorkersSetup
{
    /// <summary>Whether no worker runs, so that a page should say why tasks wait.</summary>
    public static bool LacksWorker(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !context.RequestServices.GetRequiredService<TaskWorkers>().AnyRunning;
    }
}
