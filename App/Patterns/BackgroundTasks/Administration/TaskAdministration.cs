using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks.Administration;

/// <summary>
/// A scheduled task and its current schedule. The times are <see langword="null"/> until a worker has added the task to
/// its scheduler.
/// </summary>
/// <param name="Name">The class name of the task.</param>
/// <param name="Interval">The time between two starts.</param>
/// <param name="Last">The last start, in UTC.</param>
/// <param name="Next">The next start, in UTC.</param>
/// <param name="IsPaused">Whether the schedule is paused.</param>
public sealed record TaskSchedule(
    string Name,
    TimeSpan Interval,
    DateTimeOffset? Last,
    DateTimeOffset? Next,
    bool IsPaused
);

/// <summary>Manages the task runs of all accounts and the schedules. Does not check permissions.</summary>
/// <remarks>Flask documentation: Celery Background Tasks.</remarks>
public sealed class TaskAdministration
{
    readonly OnDemandConnection connection;
    readonly TaskQueue queue;
    readonly IReadOnlyList<ScheduledTask> scheduled;
    readonly TimeProvider time;
    readonly TaskAdministrationStore runs;

    internal TaskAdministration(
        OnDemandConnection connection,
        TaskQueue queue,
        IEnumerable<ScheduledTask> scheduled,
        TimeProvider time
    )
    {
        (this.connection, this.queue, this.scheduled, this.time) = (connection, queue, [.. scheduled], time);
        runs = new(connection);
    }

    /// <summary>
    /// Cancels a waiting run. If the run is already running, requests that it stops; the task is notified within a
    /// second.
    /// </summary>
    /// <param name="id">The id of the run.</param>
    /// <returns><see langword="false"/> when no waiting or running run has this id.</returns>
    public bool Cancel(long id) => runs.Cancel(id, time.GetUtcNow());

    /// <summary>Returns a failed or cancelled run to the queue.</summary>
    /// <param name="id">The id of the run.</param>
    /// <returns><see langword="false"/> when no failed or cancelled run has this id.</returns>
    public bool Retry(long id)
    {
        if (!runs.Retry(id, time.GetUtcNow())) return false;
        connection.AfterCommit(() => queue.TryWake(id));
        return true;
    }

    /// <summary>Returns all schedules, sorted by name.</summary>
    /// <returns>One schedule for each registered scheduled task.</returns>
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

    /// <summary>Pauses a schedule until it is resumed. A restart does not end the pause.</summary>
    /// <param name="name">The name of the schedule.</param>
    /// <returns><see langword="false"/> when no schedule has this name, or no worker has scheduled it yet.</returns>
    public Task<bool> Pause(string name) => With(name, (scheduler, task) => scheduler.PauseTrigger(new(task)).AsTask());

    /// <summary>Resumes a paused schedule.</summary>
    /// <param name="name">The name of the schedule.</param>
    /// <returns><see langword="false"/> when no schedule has this name, or no worker has scheduled it yet.</returns>
    public Task<bool> Resume(string name) =>
        With(name, (scheduler, task) => scheduler.ResumeTrigger(new(task)).AsTask());

    /// <summary>Starts a scheduled task once, immediately. The schedule does not change.</summary>
    /// <param name="name">The name of the schedule.</param>
    /// <returns><see langword="false"/> when no schedule has this name, or no worker has scheduled it yet.</returns>
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
