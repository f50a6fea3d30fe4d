using System.Data.Common;
using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>Publishes the progress of a running task.</summary>
/// <remarks>Flask documentation: Celery Background Tasks.</remarks>
public abstract class TaskProgress
{
    ITaskOutput? output;

    /// <summary>The id of the run.</summary>
    public abstract long RunId { get; }

    /// <summary>The owner of the run; <see langword="null"/> for none.</summary>
    public abstract long? AccountId { get; }

    /// <summary>
    /// Publishes the progress. Never waits, so you can call it for each row and inside a transaction.
    /// </summary>
    /// <param name="current">The number of processed items.</param>
    /// <param name="total">The number of all items; <see langword="null"/> when unknown.</param>
    /// <param name="note">A short text for the owner.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled, or the worker stops.</exception>
    /// <remarks>Progress is written at most four times a second.</remarks>
    public abstract void Report(long current, long? total = null, string note = "");

    internal virtual TimeProvider Time => TimeProvider.System;

    /// <summary>
    /// Further data that heartbeats write together with the progress, such as log lines; null for none.
    /// </summary>
    internal ITaskOutput? Output => output;

    /// <summary>
    /// Returns the object with the further data, such as log lines, that heartbeats write. The first call creates the
    /// object.
    /// </summary>
    internal T OutputOf<T>(Func<TimeProvider, T> create)
        where T : class, ITaskOutput
    {
        if (output is null) Interlocked.CompareExchange(ref output, create(Time), null);
        return (T)output;
    }
}

/// <summary>Data of a running task, such as log lines, that its heartbeats write together with the progress.</summary>
interface ITaskOutput
{
    /// <summary>Whether there is nothing to write.</summary>
    bool IsEmpty { get; }

    /// <summary>Writes the data in the transaction of a heartbeat.</summary>
    void Write(DbConnection connection, long runId);

    /// <summary>
    /// Called after the commit. Removes the written data from memory, so that it is not written again.
    /// </summary>
    void Written();
}

/// <summary>
/// The heartbeat of a running task: writes its progress, extends its lease and checks for cancellation.
/// </summary>
/// <remarks>
/// The heartbeat uses its own connections and waits asynchronously for the write lock. The task never waits for the
/// heartbeat.
/// </remarks>
sealed class TaskHeartbeat : TaskProgress, IAsyncDisposable
{
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(250);

    readonly Lock gate = new();
    readonly TaskRun run;
    readonly string owner;
    readonly SqliteDatabase database;
    readonly TimeSpan lease;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly CancellationTokenSource cancelled;
    readonly CancellationTokenSource ended = new();
    readonly Task beating;
    Reported reported;
    Reported written;
    long leasedAt;

    public TaskHeartbeat(
        TaskRun run,
        string owner,
        SqliteDatabase database,
        TimeSpan lease,
        TimeProvider time,
        ILogger log,
        CancellationToken stopping
    )
    {
        (this.run, this.owner, this.database, this.lease, this.time, this.log) = (
            run,
            owner,
            database,
            lease,
            time,
            log
        );
        reported = written = new(run.Current, run.Total, run.Note);
        leasedAt = time.GetTimestamp();
        cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        beating = Task.Run(Beat, CancellationToken.None);
    }

    internal override TimeProvider Time => time;

    public override long RunId => run.Id;

    public override long? AccountId => run.AccountId;

    /// <summary>Signalled when the owner cancels the run, the run is lost or the worker stops.</summary>
    public CancellationToken Cancelled => cancelled.Token;

    /// <summary>Whether the owner cancelled the run, or this worker no longer owns it.</summary>
    public bool IsUnwanted { get; private set; }

    public override void Report(long current, long? total = null, string note = "")
    {
        lock (gate) reported = new(current, total, note);
        cancelled.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Stops the heartbeat after the last report is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await beating;
        ended.Dispose();
        cancelled.Dispose();
    }

    async Task Beat()
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token)) await Tick(ended.Token);
        }
        catch (OperationCanceledException)
        {
            await Tick(CancellationToken.None);
        }
    }

    async Task Tick(CancellationToken token)
    {
        try
        {
            using var connection = database.Open();
            var runs = new TaskRunStore(connection);
            if (!IsUnwanted && runs.CancelRequested(run.Id, owner) is not false)
            {
                IsUnwanted = true;
                await cancelled.CancelAsync();
            }
            await Write(connection, runs, token);
        }
        catch (SqliteException error)
        {
            log.LogWarning(
                error,
                "The progress of run {Id} ({Task}) could not be written; the next heartbeat retries",
                run.Id,
                run.Task
            );
        }
    }

    async Task Write(SqliteConnection connection, TaskRunStore runs, CancellationToken token)
    {
        Reported now;
        lock (gate) now = reported;
        if (now == written && Output is not { IsEmpty: false } && time.GetElapsedTime(leasedAt) < lease / 3) return;
        await database.EnterWriterAsync(token);
        try
        {
            using var transaction = connection.BeginTransaction();
            if (runs.Beat(run.Id, owner, now.Current, now.Total, now.Note, time.GetUtcNow() + lease))
                Output?.Write(connection, run.Id);
            transaction.Commit();
        }
        finally
        {
            database.LeaveWriter();
        }
        (written, leasedAt) = (now, time.GetTimestamp());
        Output?.Written();
    }

    readonly record struct Reported(long Current, long? Total, string Note);
}
