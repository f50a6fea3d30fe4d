using System.Globalization;
using Microsoft.Data.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>Schedules the start of runs with Quartz, which stores its triggers in a separate SQLite file.</summary>
/// <remarks>
/// A wake-up is a Quartz trigger that makes the worker start a run. It contains only the id and the library of the run.
/// A process that is not the worker adds wake-ups but never starts the scheduler.
/// </remarks>
sealed class TaskQueue(ISchedulerFactory schedulers, TimeProvider time, ILogger<TaskQueue> log)
{
    const string RunId = "run";

    /// <summary>
    /// Adds a wake-up for a run that is due now. A failure is only logged, because the worker's sweep finds the run
    /// later.
    /// </summary>
    public void TryWake(TaskLibrary library, long id)
    {
        try
        {
            // Blocking here is harmless: SQLite has no asynchronous calls, so they would block the thread anyway.
            Wake(library, id, attempt: 0, time.GetUtcNow()).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SchedulerException or SqliteException)
        {
            log.LogWarning(error, "Run {Id} could not be enqueued; the worker will find it in its next sweep", id);
        }
    }

    public async Task Wake(TaskLibrary library, long id, long attempt, DateTimeOffset at)
    {
        var job = JobBuilder.Create<TaskJob>().WithIdentity(Key(library, id))
            .UsingJobData(RunId, id.ToString(CultureInfo.InvariantCulture))
            .RequestRecovery().Build();
        // Adds a part of the id, so that runs due in the same millisecond start in the order of enqueuing.
        at = at.AddTicks(id % TimeSpan.TicksPerMillisecond);
        // Ignores misfires, because a trigger may wait for days until a worker runs and must keep its order.
        var trigger = TriggerBuilder
            .Create(time)
            .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"{id}.{attempt}"), Key(library, id).Group)
            .StartAt(at)
            .WithSimpleSchedule(schedule =>
                schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)
            )
            .Build();
        await (await Scheduler()).ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing);
    }

    /// <summary>
    /// Returns whether a wake-up for this due run is scheduled. A wake-up in the future does not count, because it was
    /// scheduled before the clock was set back.
    /// </summary>
    public async Task<bool> WillWake(TaskLibrary library, long id)
    {
        var scheduler = await Scheduler();
        foreach (var trigger in await scheduler.GetTriggersOfJob(Key(library, id)))
            if (
                trigger.NextFireTimeUtc <= time.GetUtcNow()
                && await scheduler.GetTriggerState(trigger.Key) != TriggerState.Error
            )
                return true;
        return false;
    }

    /// <summary>
    /// Schedules a task: the first run is now, the next ones follow at its interval. A paused schedule stays paused.
    /// </summary>
    public async Task Repeat(ScheduledTask task)
    {
        var scheduler = await Scheduler();
        var rests = await scheduler.GetTriggerState(new(task.Name)) == TriggerState.Paused;
        var job = JobBuilder.Create<ScheduledJob>().WithIdentity(task.Name).Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(task.Name).StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(task.Interval).RepeatForever())
            .Build();
        // The first start of a paused schedule is one interval away, so that it cannot fire before it is paused again.
        if (rests) trigger = trigger.GetTriggerBuilder().StartAt(time.GetUtcNow() + task.Interval).Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing);
        if (rests) await scheduler.PauseTrigger(trigger.Key);
    }

    public ValueTask<IScheduler> Scheduler() => schedulers.GetScheduler();

    public static (TaskLibrary Library, long Run) RunOf(IJobExecutionContext context) =>
        (
            context.JobDetail.Key.Group is var group && group == JobKey.DefaultGroup ? TaskLibrary.Own : new(group),
            context.MergedJobDataMap.GetLong(RunId)
        );

    public static void Add(IServiceCollection services, BackgroundTaskOptions options) =>
        services
            .AddSingleton<TaskQueue>()
            .AddQuartz(quartz =>
            {
                // The worker polls the shared file, because other processes cannot signal it.
                quartz.ConfigureScheduler(scheduler =>
                {
                    scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
                    scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                });
                if (options.FormerAssemblyName is { } former)
                    quartz.UseTypeLoader(types =>
                        types
                            .Map($"{typeof(TaskJob).FullName}, {former}", typeof(TaskJob))
                            .Map($"{typeof(ScheduledJob).FullName}, {former}", typeof(ScheduledJob))
                    );
                quartz.UseDefaultThreadPool(options.Concurrency);
                quartz.UsePersistentStore(store =>
                {
                    store.UseSqlite(
                        SqliteFactory.Instance,
                        new SqliteConnectionStringBuilder
                        {
                            DataSource = options.QueueFile,
                            DefaultTimeout = 30,
                        }.ToString()
                    );
                    store.ProvisionSchema();
                    store.ConfigureStore(settings => settings.StoreJobDataAsStrings = true);
                });
            });

    // Returns the Quartz key of a run. The library is the group, so that equal run ids of two libraries have different
    // keys.
    static JobKey Key(TaskLibrary library, long id) =>
        new(id.ToString(CultureInfo.InvariantCulture), library.IsOwn ? JobKey.DefaultGroup : library.Key);
}
