using System.Collections.Concurrent;
using App.Patterns.Sqlite;
using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Makes this process the worker, which runs the background tasks, when the options permit it and no other process is
/// the worker.
/// </summary>
/// <remarks>
/// Only the process that holds the operating system lock on <c>worker.lock</c> is the worker. The lock is released when
/// that process ends. The other processes are on standby. Flask documentation: Celery Background Tasks, "Run a worker".
/// </remarks>
sealed class TaskWorker(
    TaskQueue queue,
    TaskKinds kinds,
    SqliteDatabase database,
    BackgroundTaskOptions options,
    TimeProvider time,
    IEnumerable<IWorkerExtension> extensions,
    ILogger<TaskWorker> log
) : BackgroundService
{
    const int SweepLimit = 500;

    // The delay before the first retry to get the lock. It is short, because a web process that checks whether a worker
    // runs holds the lock only for a moment.
    static readonly TimeSpan firstRetry = TimeSpan.FromMilliseconds(50);

    readonly ConcurrentDictionary<JobKey, bool> alive = new();
    volatile bool isFailing;

    /// <summary>Identifies this worker in the table of runs. Unique for each process start.</summary>
    public string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Whether the worker of this process failed to start and waits for the next attempt.</summary>
    public bool IsFailing => isFailing;

    /// <summary>Marks a run as running in this process. Returns false when the run is already marked.</summary>
    public bool Begin(JobKey run) => alive.TryAdd(run, true);

    public void End(JobKey run) => alive.TryRemove(run, out _);

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
        foreach (var extension in extensions) extension.Prepare();
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
            if (TryLock(LockOf(options.QueueFile)) is { } taken) return taken;
            isFailing = false;
            if (tries == 1)
                log.LogWarning(
                    "Another worker is running ({Path} is locked); this one takes over when it ends",
                    LockOf(options.QueueFile));
            await Task.Delay(tries == 0 ? firstRetry : options.StandbyInterval, time, stopping);
        }
    }

    async Task Work(IScheduler scheduler, CancellationToken stopping)
    {
        await SweepAll(sweep: 0);
        await scheduler.Start(stopping);
        isFailing = false;
        foreach (var extension in extensions) await extension.Start(scheduler);
        // Starts each sweep (a search for lost and due runs) with a timer instead of a Quartz trigger. After the clock
        // is set back by an hour, no Quartz trigger fires for an hour, and a sweep has to repair the triggers.
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        for (var sweep = 1; await timer.WaitForNextTickAsync(stopping); sweep++)
        {
            try
            {
                await SweepAll(sweep);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The sweep for lost runs failed; the next one retries");
            }
        }
    }

    async Task SweepAll(int sweep)
    {
        await Sweep(queue, database, othersAreDead: sweep == 0);
        foreach (var extension in extensions) await extension.Sweep(this, sweep);
    }

    /// <summary>
    /// Requeues runs whose worker has ended, and adds a Quartz trigger for each due run that has none.
    /// </summary>
    /// <param name="runsOf">The queue to which the triggers are added.</param>
    /// <param name="file">The database that contains the runs.</param>
    /// <param name="othersAreDead">Whether all other workers have ended, so that all their runs are requeued.</param>
    public async Task Sweep(TaskQueue runsOf, SqliteDatabase file, bool othersAreDead)
    {
        using var connection = new OnDemandConnection(file);
        var runs = new TaskRunStore(connection);
        var now = time.GetUtcNow();
        var here = alive.Keys.Select(runsOf.RunOf).OfType<long>().ToList();
        connection.Transact(() => runs.RequeueLost(Owner, othersAreDead, here, now));
        foreach (var run in runs.Due(now, now + kinds.LongestDelay, SweepLimit))
            if (!alive.ContainsKey(runsOf.KeyOf(run.Id)) && !await runsOf.WillWake(run.Id))
                await runsOf.Wake(run.Id, run.Attempts, now);
    }

    /// <summary>The path of the lock file beside the queue file.</summary>
    public static string LockOf(string queueFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(queueFile))!, "worker.lock");

    // Acquires the lock of the worker until the result is disposed. Returns null while another process holds the lock.
    static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}

/// <summary>Adds actions that the worker runs before it opens the queue, after each sweep and when it starts.</summary>
interface IWorkerExtension
{
    /// <summary>Called before each attempt to open the queue file, also in a process that only enqueues.</summary>
    void Prepare() { }

    /// <summary>Called after each sweep (the search for lost and due runs) of the worker's own database.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="sweep">The number of the sweep; 0 for the sweep before the scheduler starts.</param>
    Task Sweep(TaskWorker worker, int sweep) => Task.CompletedTask;

    /// <summary>Called when this process has become the worker and its scheduler has started.</summary>
    /// <param name="scheduler">The scheduler.</param>
    Task Start(IScheduler scheduler) => Task.CompletedTask;
}
