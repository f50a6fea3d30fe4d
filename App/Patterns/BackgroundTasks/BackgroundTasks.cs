using System.Globalization;
using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>Enqueues runs: inserts a row, and schedules the start of the run after the commit.</summary>
sealed class BackgroundTasks(
    OnDemandConnection connection,
    TaskLibrary library,
    TaskKinds kinds,
    TaskQueue queue,
    TimeProvider time
) : IBackgroundTasks
{
    static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(50);

    readonly TaskRunStore runs = new(connection);

    public long Enqueue<TTask, TArguments>(TArguments arguments, long? accountId)
        where TTask : IBackgroundTask<TArguments>
    {
        var name = kinds.Of<TTask>().Name;
        var id = runs.Add(
            name,
            TaskJson.WriteArguments(arguments),
            accountId,
            CultureInfo.CurrentUICulture.Name,
            time.GetUtcNow()
        );
        connection.AfterCommit(() => queue.TryWake(library, id));
        return id;
    }

    public bool Cancel(long id, long? accountId) => runs.Cancel(id, accountId, time.GetUtcNow());

    public bool Retry(long id, long? accountId)
    {
        if (!runs.Retry(id, accountId, time.GetUtcNow())) return false;
        connection.AfterCommit(() => queue.TryWake(library, id));
        return true;
    }

    public async Task<T?> Result<T>(long id, TimeSpan timeout, CancellationToken cancelled = default)
    {
        if (connection.IsWriting) throw new InvalidOperationException("Commit first: workers cannot see the run yet.");
        var start = time.GetTimestamp();
        for (; ; )
        {
            var run = runs.Find(id) ?? throw new ArgumentException($"There is no run {id}.", nameof(id));
            if (!run.IsOpen)
                return Outcome<T>(run);
            if (timeout != Timeout.InfiniteTimeSpan && time.GetElapsedTime(start) > timeout)
                throw new TimeoutException($"Run {id} ({run.Task}) is still {run.State} after {timeout}.");
            await Task.Delay(pollInterval, time, cancelled);
        }
    }

    static T? Outcome<T>(TaskRun run) =>
        run.State switch
        {
            TaskState.Succeeded => run.ResultAs<T>(),
            TaskState.Cancelled => throw new OperationCanceledException($"Run {run.Id} ({run.Task}) was cancelled."),
            _ => throw new TaskFailedException(
                run.Error ?? $"Run {run.Id} ({run.Task}) ended with an unexpected error; the log has it."
            ),
        };
}
