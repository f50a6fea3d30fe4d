using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>A scheduled task as it stands. Without times it has not been taken up by a worker yet.</summary>
public sealed record TaskSchedule(
    string Name,
    TimeSpan Interval,
    DateTimeOffset? Last,
    DateTimeOffset? Next,
    bool IsPaused
);

/// <summary>
/// What those do who look after the runs and schedules of everybody; who may is for the caller to see to. Flask: Celery
/// Background Tasks.
/// </summary>
public sealed class TaskAdministration
{
    readonly OnDemandConnection connection;
    readonly TaskLibrary library;
    readonly TaskQueue queue;
    readonly IReadOnlyList<ScheduledTask> scheduled;
    readonly TimeProvider time;
    readonly TaskAdministrationStore runs;

    internal TaskAdministration(
        OnDemandConnection connection,
        TaskLibrary library,
        TaskQueue queue,
        IEnumerable<ScheduledTask> scheduled,
        TimeProvider time
    )
    {
        (this.connection, this.library, this.queue, this.scheduled, this.time) = (
            connection,
            library,
            queue,
            [.. scheduled],
            time
        );
        runs = new(connection);
    }

    /// <summary>
    /// Takes a waiting run back, asks a running one to stop within a second. False when there is no such open run.
    /// </summary>
    public bool Cancel(long id) => runs.Cancel(id, time.GetUtcNow());

    /// <summary>Puts a failed or cancelled run back into the queue. False when there is no such run.</summary>
    public bool Retry(long id)
    {
        if (!runs.Retry(id, time.GetUtcNow())) return false;
        connection.AfterCommit(() => queue.TryWake(library, id));
        return true;
    }

    public async Task<IReadOnlyList<TaskSchedule>> Schedules()
    {
        var scheduler = await queue.Scheduler();
        List<TaskSchedule> schedules = [];
        foreach (var task in scheduled.OrderBy(task => task.Name, StringComparer.Ordinal))
        {
            var trigger = await scheduler.GetTrigger(new(task.Name));
            schedules.Add(new(
                task.Name, task.Interval, trigger?.PreviousFireTimeUtc, trigger?.NextFireTimeUtc,
                trigger is not null && await scheduler.GetTriggerState(trigger.Key) == TriggerState.Paused));
        }
        return schedules;
    }

    /// <summary>
    /// Lets a schedule rest until it is resumed, also over restarts. False when there is none of this name.
    /// </summary>
    public Task<bool> Pause(string name) => With(name, (scheduler, task) => scheduler.PauseTrigger(new(task)).AsTask());

    public Task<bool> Resume(string name) =>
        With(name, (scheduler, task) => scheduler.ResumeTrigger(new(task)).AsTask());

    /// <summary>Lets the worker do it now, once, beside its schedule.</summary>
    public Task<bool> RunNow(string name) =>
        With(name, (scheduler, task) => scheduler.TriggerJob(new JobKey(task)).AsTask());

    async Task<bool> With(string name, Func<IScheduler, string, Task> act)
    {
        if (!scheduled.Any(task => task.Name == name)) return false;
        var scheduler = await queue.Scheduler();
        if (await scheduler.GetTrigger(new(name)) is null) return false;
        await act(scheduler, name);
        return true;
    }
}
