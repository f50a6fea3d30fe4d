using System.Collections.Concurrent;
using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Makes this process the worker, if it is to be one and no other is: an operating system's lock on <c>worker.lock</c> lets one in and is
/// gone with its process; the others stand by. Flask: Celery Background Tasks, "Run a worker".
/// </summary>
sealed class TaskWorker(
    TaskQueue queue, TaskKinds kinds, IEnumerable<ScheduledTask> scheduled, SqliteDatabase database,
    BackgroundTaskOptions options, TimeProvider time, ILogger<TaskWorker> log, ITaskLibraries? others = null) : BackgroundService
{
    // Many more than a task is given to fail: a crash is seldom the fault of the task that was running.
    const int MostAttempts = 10;
    const int SweepLimit = 500;

    readonly ConcurrentDictionary<(TaskLibrary Library, long Run), bool> alive = new();

    /// <summary>Whose runs are in this process; never the same twice.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>False when this process is at the run already.</summary>
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
                log.LogError(error, "Background tasks do not run; trying again in {Delay}", options.SweepInterval);
                await Task.Delay(options.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task Serve(CancellationToken stopping)
    {
        using (var file = new SqliteDatabase(options.QueueFile)) file.UseWriteAheadLog();
        var scheduler = await queue.Scheduler();
        try
        {
            if (!options.RunsTasks) await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            using var place = await TakePlace(stopping);
            await Work(scheduler, stopping);
        }
        finally
        {
            if (stopping.IsCancellationRequested) await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    async Task<FileStream> TakePlace(CancellationToken stopping)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.QueueFile))!, "worker.lock");
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (tries == 0) log.LogWarning("Another worker is at work ({Path} is locked); this one stands by and takes over when it ends", path);
            }
            await Task.Delay(options.StandbyInterval, time, stopping);
        }
    }

    async Task Work(IScheduler scheduler, CancellationToken stopping)
    {
        await Sweep(othersAreDead: true, asleepToo: true);
        await scheduler.Start(stopping);
        foreach (var task in scheduled) await queue.Repeat(task);
        // Not a Quartz trigger: those stand still for an hour when the clock is set back by one, and this is what mends them.
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        for (var sweep = 1; await timer.WaitForNextTickAsync(stopping); sweep++)
        {
            try
            {
                await Sweep(othersAreDead: false, asleepToo: sweep % options.SweepsAsleep == 0);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The sweep for lost runs failed; the next one tries again");
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
                if (asleepToo || others!.IsAwake(library)) await others!.Look(library, file => Sweep(library, file, othersAreDead));
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The runs of {Library} could not be looked at; the next sweep tries again", library.Key);
            }
        }
    }

    /// <summary>Puts back what lost its worker and wakes what lost its wake-up.</summary>
    async Task Sweep(TaskLibrary library, SqliteDatabase file, bool othersAreDead)
    {
        using var connection = new OnDemandConnection(file);
        var runs = new TaskRunStore(connection);
        if (!library.IsOwn && !runs.AnyOpen()) return;
        var now = time.GetUtcNow();
        var here = alive.Keys.Where(one => one.Library == library).Select(one => one.Run).ToList();
        connection.Transact(() => runs.TakeBack(Owner, othersAreDead, here, MostAttempts, now));
        foreach (var run in runs.Due(now, now + kinds.LongestDelay, SweepLimit))
            if (!alive.ContainsKey((library, run.Id)) && !await queue.WillWake(library, run.Id))
                await queue.Wake(library, run.Id, run.Attempts, now);
    }
}
