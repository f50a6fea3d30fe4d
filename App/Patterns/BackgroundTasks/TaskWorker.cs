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
    BackgroundTaskOptions options, TimeProvider time, ILogger<TaskWorker> log) : BackgroundService
{
    // Many more than a task is given to fail: a crash is seldom the fault of the task that was running.
    const int MostAttempts = 10;
    const int SweepLimit = 500;

    readonly ConcurrentDictionary<long, bool> alive = new();

    /// <summary>Whose runs are in this process; never the same twice.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>False when this process is at the run already.</summary>
    public bool Begin(long runId) => alive.TryAdd(runId, true);

    public void End(long runId) => alive.TryRemove(runId, out _);

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
        await Sweep(othersAreDead: true);
        await scheduler.Start(stopping);
        foreach (var task in scheduled) await queue.Repeat(task);
        // Not a Quartz trigger: those stand still for an hour when the clock is set back by one, and this is what mends them.
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await Sweep(othersAreDead: false);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The sweep for lost runs failed; the next one tries again");
            }
        }
    }

    /// <summary>Puts back what lost its worker and wakes what lost its wake-up.</summary>
    async Task Sweep(bool othersAreDead)
    {
        using var connection = new OnDemandConnection(database);
        var runs = new TaskRunStore(connection);
        var now = time.GetUtcNow();
        connection.Transact(() => runs.TakeBack(Owner, othersAreDead, alive.Keys, MostAttempts, now));
        foreach (var run in runs.Due(now, now + kinds.LongestDelay, SweepLimit))
            if (!alive.ContainsKey(run.Id) && !await queue.WillWake(run.Id))
                await queue.Wake(run.Id, run.Attempts, now);
    }
}
