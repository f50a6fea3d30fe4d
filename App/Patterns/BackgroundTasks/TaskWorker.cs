using System.Collections.Concurrent;
using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>Makes this process the worker when the options permit it and no other process is the worker.</summary>
/// <remarks>
/// An operating system lock on <c>worker.lock</c> admits one process and is released when that process ends. The other
/// processes are on standby. Flask documentation: Celery Background Tasks, "Run a worker".
/// </remarks>
sealed class TaskWorker(
    TaskQueue queue,
    TaskKinds kinds,
    IEnumerable<ScheduledTask> scheduled,
    SqliteDatabase database,
    BackgroundTaskOptions options,
    TimeProvider time,
    ILogger<TaskWorker> log,
    ILibraryTasks? others = null
) : BackgroundService
{
    const int SweepLimit = 500;

    // The first retry is early, because a web process that checks for a worker holds the lock only for a moment.
    static readonly TimeSpan firstRetry = TimeSpan.FromMilliseconds(50);

    readonly ConcurrentDictionary<(TaskLibrary Library, long Run), bool> alive = new();
    volatile bool isFailing;

    /// <summary>Identifies this worker in the table of runs. Unique for each process start.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Whether the worker of this process failed to start and waits for the next attempt.</summary>
    public bool IsFailing => isFailing;

    /// <summary>Marks a run as running in this process; false when it already is.</summary>
    public bool Begin(TaskLibrary library, long runId) => alive.TryAdd((library, runId), true);

    public void End(TaskLibrary library, long runId) => alive.TryRemove((library, runId), out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Serve(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                isFailing = true;
                log.LogError(error, "Background tasks are not running; retry in {Delay}", options.SweepInterval);
                await Task.Delay(options.SweepInterval, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task Serve(CancellationToken stopping)
    {
        if (TaskQueueFile.Replace(options.QueueFile, time.GetUtcNow()) is { } damaged)
            log.LogWarning("The task queue {Path} was damaged: it was renamed to {Name} and replaced. "
                + "Waiting runs are enqueued again from their table", options.QueueFile, damaged);
        using (var file = new SqliteDatabase(options.QueueFile)) file.UseWriteAheadLog();
        var scheduler = await queue.Scheduler();
        try
        {
            if (!options.RunsTasks) await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            using var place = await AcquireSlot(stopping);
            await Work(scheduler, stopping);
        }
        finally
        {
            if (stopping.IsCancellationRequested)
                await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    async Task<FileStream> AcquireSlot(CancellationToken stopping)
    {
        for (var tries = 0; ; tries++)
        {
            if (WorkerLock.TryLockExclusive(options.QueueFile) is { } taken) return taken;
            isFailing = false;
            if (tries == 1)
                log.LogWarning(
                    "Another worker is running ({Path} is locked); this one takes over when it ends",
                    WorkerLock.PathOf(options.QueueFile));
            await Task.Delay(tries == 0 ? firstRetry : options.StandbyInterval, time, stopping);
        }
    }

    async Task Work(IScheduler scheduler, CancellationToken stopping)
    {
        await Sweep(othersAreDead: true, asleepToo: true);
        await scheduler.Start(stopping);
        isFailing = false;
        foreach (var task in scheduled) await queue.Repeat(task);
        // Uses a timer instead of a Quartz trigger. After the clock is set back by an hour, Quartz triggers do not fire
        // for an hour. The sweep repairs them.
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        for (var sweep = 1; await timer.WaitForNextTickAsync(stopping); sweep++)
        {
            try
            {
                await Sweep(othersAreDead: false, asleepToo: sweep % options.UnloadedSweepInterval == 0);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The sweep for lost runs failed; the next one retries");
            }
        }
    }

    async Task Sweep(bool othersAreDead, bool asleepToo)
    {
        await Sweep(TaskLibrary.Own, database, othersAreDead);
        foreach (var library in others?.All ?? [])
        {
            try
            {
                if (asleepToo || others!.IsAwake(library))
                    await others!.Execute(library, file => Sweep(library, file, othersAreDead));
            }
            catch (Exception error)
            {
                log.LogWarning(
                    error,
                    "The runs of {Library} could not be read; the next sweep retries",
                    library.Key
                );
            }
        }
    }

    /// <summary>Requeues runs that lost their worker, and adds a wake-up for each due run without one.</summary>
    async Task Sweep(TaskLibrary library, SqliteDatabase file, bool othersAreDead)
    {
        using var connection = new OnDemandConnection(file);
        var runs = new TaskRunStore(connection);
        if (!library.IsOwn && !runs.AnyOpen()) return;
        var now = time.GetUtcNow();
        var here = alive.Keys.Where(one => one.Library == library).Select(one => one.Run).ToList();
        connection.Transact(() => runs.RequeueLost(Owner, othersAreDead, here, now));
        foreach (var run in runs.Due(now, now + kinds.LongestDelay, SweepLimit))
            if (!alive.ContainsKey((library, run.Id)) && !await queue.WillWake(library, run.Id))
                await queue.Wake(library, run.Id, run.Attempts, now);
    }
}
