using System.Globalization;
using Microsoft.Data.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>Wakes the worker for runs, now or later, with Quartz and its persistent store in a separate file.</summary>
/// <remarks>
/// The store contains only the id and the library of a run. In a process that is not the worker the scheduler is never
/// started; it only adds wake-ups.
/// </remarks>
sealed class TaskQueue(ISchedulerFactory schedulers, TimeProvider time, ILogger<TaskQueue> log)
{
    const string RunId = "run";

    /// <summary>Wakes the worker for a run. A failure is only logged: the worker's sweep finds the row.</summary>
    public void TryWake(TaskLibrary library, long id)
    {
        try
        {
            // SQLite has no asynchronous calls, so waiting here blocks no longer than the calls themselves.
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
        // Of runs that are due at the same time, the one that was enqueued first starts first.
        at = at.AddTicks(id % TimeSpan.TicksPerMillisecond);
        // A wake-up never misfires: without a worker it waits for days, and the order stays the same.
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
    /// Whether a wake-up for this due run is scheduled. One in the future does not count: it means that the clock was
    /// set back.
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

    /// <summary>Runs a scheduled task now and then at its interval. A paused schedule stays paused.</summary>
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

    // The library is the group, so that equal run ids of two libraries have different keys.
    static JobKey Key(TaskLibrary library, long id) =>
        new(id.ToString(CultureInfo.InvariantCulture), library.IsOwn ? JobKey.DefaultGroup : library.Key);
}
