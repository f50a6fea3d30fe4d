namespace App.Patterns.BackgroundTasks.Repair;

/// <summary>Replaces a damaged Quartz queue file with a new one, before the process opens the file.</summary>
sealed class QueueRepair(BackgroundTaskOptions options, TimeProvider time, ILogger<QueueRepair> log) : IWorkerExtension
{
    public void Prepare()
    {
        if (TaskQueueFile.Replace(options.QueueFile, time.GetUtcNow()) is { } damaged)
            log.LogWarning("The task queue {Path} was damaged: it was renamed to {Name} and replaced. "
                + "Waiting runs are enqueued again from their table", options.QueueFile, damaged);
    }
}

/// <summary>Registers the repair of the queue file.</summary>
public static class QueueRepairSetup
{
    /// <summary>
    /// Registers the repair: before the worker opens the queue file, a damaged file is renamed and replaced by a new
    /// one.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddQueueRepair(this IServiceCollection services) =>
        services.AddSingleton<IWorkerExtension, QueueRepair>();
}
