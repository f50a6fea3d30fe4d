using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Small work that the worker does again and again, in a scope of its own. Flask: Celery Background Tasks (periodic
/// tasks).
/// </summary>
public interface IScheduledTask
{
    void Run();
}

/// <param name="Name">What Quartz knows it by; the name of its class.</param>
/// <param name="Interval">How long after each beginning the next one is.</param>
sealed record ScheduledTask(string Name, TimeSpan Interval, Func<IServiceProvider, IScheduledTask> Make);

/// <summary>Runs the scheduled task that its key names; one that is registered no longer is left alone.</summary>
[DisallowConcurrentExecution]
sealed class ScheduledJob(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        tasks.FirstOrDefault(task => task.Name == context.JobDetail.Key.Name)?.Make(scope).Run();
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// All scheduled tasks of one library at once, for one that no scheduler of its own calls; in a scope, one after the
/// other.
/// </summary>
public sealed class ScheduledTasks
{
    readonly IServiceProvider scope;
    readonly IReadOnlyList<ScheduledTask> tasks;

    internal ScheduledTasks(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) =>
        (this.scope, this.tasks) = (scope, [.. tasks]);

    public void Run()
    {
        foreach (var task in tasks) task.Make(scope).Run();
    }
}

/// <summary>Results are kept for a while, not for ever.</summary>
sealed class TaskRemovalJob(OnDemandConnection connection, BackgroundTaskOptions options, TimeProvider time)
    : IScheduledTask
{
    public void Run() =>
        connection.Transact(() => new TaskRunStore(connection).RemoveEnded(time.GetUtcNow() - options.Retention));
}
