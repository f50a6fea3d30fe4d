using System.Globalization;
using Microsoft.Data.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Quartz, with its persistent store in a file of its own: it wakes the worker of a run, now or later, and survives a
/// restart. It carries only the run's id and whose it is. In a process that is no worker its scheduler is never started
/// and only hands over.
/// </summary>
sealed class TaskQueue(ISchedulerFactory schedulers, TimeProvider time, ILogger<TaskQueue> log)
{
    const string RunId = "run";

    /// <summary>
    /// Wakes the worker for a run. A failure is only logged: the row is there, and the worker's sweep finds it.
    /// </summary>
    public void TryWake(TaskLibrary library, long id)
    {
        try
        {
            // SQLite has no asynchronous calls, so nothing is waited for here that would not block anyway.
            Wake(library, id, attempt: 0, time.GetUtcNow()).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SchedulerException or SqliteException)
        {
            log.LogWarning(error, "Run {Id} could not be handed over; the worker will find it by itself", id);
        }
    }

    public async Task Wake(TaskLibrary library, long id, long attempt, DateTimeOffset at)
    {
        var job = JobBuilder.Create<TaskJob>().WithIdentity(Key(library, id))
            .UsingJobData(RunId, id.ToString(CultureInfo.InvariantCulture))
            .RequestRecovery().Build();
        // Of runs with the same time the one that was enqueued first comes first.
        at = at.AddTicks(id % TimeSpan.TicksPerMillisecond);
        // A wake-up is never too late: without a worker it waits for days, and its turn stays the same.
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
    /// Whether a wake-up for this due run is on its way. One in the future does not count: then the clock was set back.
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
    /// Runs a scheduled task now and then at its interval; one that was told to rest goes on resting.
    /// </summary>
    public async Task Repeat(ScheduledTask task)
    {
        var scheduler = await Scheduler();
        var rests = await scheduler.GetTriggerState(new(task.Name)) == TriggerState.Paused;
        var job = JobBuilder.Create<ScheduledJob>().WithIdentity(task.Name).Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(task.Name).StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(task.Interval).RepeatForever())
            .Build();
        // Late, and paused at once: with the clock of the scheduler a moment away nothing slips through between the
        // two.
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
                // The worker polls the shared file: another process has no way to signal it.
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

    // The library is the group, so that runs of the same number do not meet.
    static JobKey Key(TaskLibrary library, long id) =>
        new(id.ToString(CultureInfo.InvariantCulture), library.IsOwn ? JobKey.DefaultGroup : library.Key);
}
