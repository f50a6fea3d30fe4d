using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>Short work that the worker runs at intervals, in a new service scope each time.</summary>
/// <remarks>Flask documentation: Celery Background Tasks (periodic tasks).</remarks>
public interface IScheduledTask
{
    /// <summary>Does the work.</summary>
    void Run();
}

/// <summary>A registered scheduled task.</summary>
/// <param name="Name">The name in Quartz: the class name.</param>
/// <param name="Interval">The time between two starts.</param>
sealed record ScheduledTask(string Name, TimeSpan Interval, Func<IServiceProvider, IScheduledTask> Make);

/// <summary>
/// The Quartz job that runs the scheduled task whose name is the job key. Does nothing when the task is no longer
/// registered.
/// </summary>
[DisallowConcurrentExecution]
sealed class ScheduledJob(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        tasks.FirstOrDefault(task => task.Name == context.JobDetail.Key.Name)?.Make(scope).Run();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Runs all scheduled tasks of a library that has no scheduler of its own.</summary>
public sealed class ScheduledTasks
{
    readonly IServiceProvider scope;
    readonly IReadOnlyList<ScheduledTask> tasks;

    internal ScheduledTasks(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) =>
        (this.scope, this.tasks) = (scope, [.. tasks]);

    /// <summary>Runs the tasks one after the other, in the current scope.</summary>
    public void Run()
    {
        foreach (var task in tasks) task.Make(scope).Run();
    }
}

/// <summary>Deletes finished runs older than <see cref="BackgroundTaskOptions.Retention"/>.</summary>
sealed class RunRetentionTask(OnDemandConnection connection, BackgroundTaskOptions options, TimeProvider time)
    : IScheduledTask
{
    public void Run() =>
        connection.Transact(() => new TaskRunStore(connection).RemoveEnded(time.GetUtcNow() - options.Retention));
}
