using System.Globalization;
using Microsoft.Data.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>Schedules the start of runs with Quartz, which stores its triggers in a separate SQLite file.</summary>
/// <remarks>
/// A wake-up is a Quartz trigger that makes the worker start a run. It contains only the id of the run.
/// A process that is not the worker adds wake-ups but never starts the scheduler.
/// </remarks>
sealed class TaskQueue(
    ISchedulerFactory schedulers,
    TimeProvider time,
    ILogger<TaskQueue> log,
    string group,
    Type job
)
{
    const string RunId = "run";

    /// <summary>
    /// Adds a wake-up (a Quartz trigger) for a run that is due now. Only logs a failure, because the worker regularly
    /// searches for due runs without a wake-up.
    /// </summary>
    public void TryWake(long id)
    {
        try
        {
            // Blocks the thread. Awaiting would block it too, because the SQLite driver has no real asynchronous calls.
            Wake(id, attempt: 0, time.GetUtcNow()).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SchedulerException or SqliteException)
        {
            log.LogWarning(error, "Run {Id} could not be enqueued; the worker will find it in its next sweep", id);
        }
    }

    public async Task Wake(long id, long attempt, DateTimeOffset at)
    {
        var detail = JobBuilder.Create().OfType(job).WithIdentity(KeyOf(id))
            .UsingJobData(RunId, id.ToString(CultureInfo.InvariantCulture))
            .RequestRecovery().Build();
        // Adds a fraction of a millisecond that is derived from the id. Runs that are due in the same millisecond then
        // start in the order in which they were enqueued.
        at = at.AddTicks(id % TimeSpan.TicksPerMillisecond);
        // Lets a late trigger fire at its original position in the order. Triggers can be days late when no worker was
        // running.
        var trigger = TriggerBuilder
            .Create(time)
            .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"{id}.{attempt}"), KeyOf(id).Group)
            .StartAt(at)
            .WithSimpleSchedule(schedule =>
                schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)
            )
            .Build();
        await (await Scheduler()).ScheduleJob(detail, [trigger], ScheduleJobOptions.Replacing);
    }

    /// <summary>
    /// Returns whether a wake-up (a Quartz trigger) for a due run is scheduled. A wake-up in the future does not count,
    /// because it was scheduled before the clock was set back.
    /// </summary>
    public async Task<bool> WillWake(long id)
    {
        var scheduler = await Scheduler();
        foreach (var trigger in await scheduler.GetTriggersOfJob(KeyOf(id)))
            if (
                trigger.NextFireTimeUtc <= time.GetUtcNow()
                && await scheduler.GetTriggerState(trigger.Key) != TriggerState.Error
            )
                return true;
        return false;
    }

    public ValueTask<IScheduler> Scheduler() => schedulers.GetScheduler();

    /// <summary>Returns the Quartz key of a run. The runs of each database have their own group.</summary>
    public JobKey KeyOf(long id) => new(id.ToString(CultureInfo.InvariantCulture), group);

    /// <summary>
    /// Returns the id of the run that a Quartz key identifies; null when the run is in another database.
    /// </summary>
    public long? RunOf(JobKey key) =>
        key.Group == group ? long.Parse(key.Name, CultureInfo.InvariantCulture) : null;

    public static long RunOf(IJobExecutionContext context) => context.MergedJobDataMap.GetLong(RunId);

    public static void Add(IServiceCollection services, BackgroundTaskOptions options) =>
        services
            .AddSingleton(provider => new TaskQueue(
                provider.GetRequiredService<ISchedulerFactory>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<TaskQueue>>(),
                JobKey.DefaultGroup,
                typeof(TaskJob)
            ))
            .AddQuartz(quartz =>
            {
                // Makes the worker check the queue file for new triggers every second, because other processes cannot
                // signal it.
                quartz.ConfigureScheduler(scheduler =>
                {
                    scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
                    scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                });
                if (options.FormerJobTypes.Count > 0)
                    quartz.UseTypeLoader(types =>
                    {
                        foreach (var (name, type) in options.FormerJobTypes) types.Map(name, type);
                    });
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
}

/// <summary>The Quartz job that makes an attempt at a run.</summary>
sealed class TaskJob(TaskAttempt attempt) : IJob
{
    // Ignores a job whose key has the group of another database, because its id identifies a run in that database.
    // Queue files of earlier versions contain such jobs.
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stopping)
    {
        if (context.JobDetail.Key.Group == JobKey.DefaultGroup) await attempt.Make(TaskQueue.RunOf(context), stopping);
    }
}
