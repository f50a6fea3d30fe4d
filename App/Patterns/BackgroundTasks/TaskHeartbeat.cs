using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// The heartbeat of a running task: writes its progress, extends its lease and checks for cancellation.
/// </summary>
/// <remarks>
/// It uses its own connections and waits asynchronously for the write lock, so that the task never waits for it.
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
    readonly PendingLines said;
    Reported reported;
    Reported written;
    long leasedAt;
    long? saidBefore;

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
        said = new(time);
        beating = Task.Run(Beat, CancellationToken.None);
    }

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

    public override void Log(string text) => said.Add(text);

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
        var lines = said.Peek();
        if (now == written && lines.Count == 0 && time.GetElapsedTime(leasedAt) < lease / 3) return;
        await database.EnterWriterAsync(token);
        try
        {
            using var transaction = connection.BeginTransaction();
            if (runs.Beat(run.Id, owner, now.Current, now.Total, now.Note, time.GetUtcNow() + lease))
                Keep(new(connection), lines);
            transaction.Commit();
        }
        finally
        {
            database.LeaveWriter();
        }
        (written, leasedAt) = (now, time.GetTimestamp());
        said.Written(lines);
    }

    // Stores the lines. Their numbers continue after the lines of earlier attempts.
    void Keep(TaskLineStore store, IReadOnlyList<TaskLine> lines)
    {
        if (lines.Count == 0) return;
        var before = saidBefore ??= store.Last(run.Id);
        store.Add(run.Id, [.. lines.Select(line => line with { Number = before + line.Number })]);
    }

    readonly record struct Reported(long Current, long? Total, string Note);
}
