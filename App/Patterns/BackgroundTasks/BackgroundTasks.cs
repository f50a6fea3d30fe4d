using System.Globalization;
using System.Text.Json;
using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>Enqueues, cancels and retries runs of background tasks, and waits for results.</summary>
/// <remarks>Flask documentation: Celery Background Tasks (<c>delay</c>, <c>AsyncResult</c>).</remarks>
public interface IBackgroundTasks
{
    /// <summary>
    /// Enqueues a run: inserts its row in the caller's unit of work (transaction) and returns at once.
    /// </summary>
    /// <typeparam name="TTask">The registered task.</typeparam>
    /// <typeparam name="TArguments">The type of its arguments.</typeparam>
    /// <param name="arguments">Stored as JSON: pass ids, not objects.</param>
    /// <param name="accountId">The owner of the run; <see langword="null"/> for none.</param>
    /// <returns>The id of the run.</returns>
    /// <exception cref="ArgumentException">The arguments differ after a round trip through JSON.</exception>
    /// <exception cref="InvalidOperationException">The task is not registered.</exception>
    /// <remarks>A worker starts the run after the commit, in the caller's UI culture.</remarks>
    long Enqueue<TTask, TArguments>(TArguments arguments, long? accountId) where TTask : IBackgroundTask<TArguments>;

    /// <summary>
    /// Cancels a waiting run. If the run is already running, requests that it stops; the task is notified within a
    /// second.
    /// </summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="accountId">The owner; <see langword="null"/> matches only runs without an owner.</param>
    /// <returns><see langword="false"/> when the account has no waiting or running run with this id.</returns>
    bool Cancel(long id, long? accountId);

    /// <summary>Returns a failed or cancelled run to the queue.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="accountId">The owner; <see langword="null"/> matches only runs without an owner.</param>
    /// <returns><see langword="false"/> when the account has no failed or cancelled run with this id.</returns>
    bool Retry(long id, long? accountId);

    /// <summary>Waits until a run has ended and returns its result. Checks every 50 ms.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="id">The id of the run.</param>
    /// <param name="timeout">The maximum time to wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancelled">Stops waiting; the run continues.</param>
    /// <returns>
    /// The result; the default value when the run has no result or the stored JSON does not match the type.
    /// </returns>
    /// <exception cref="TaskFailedException">The run failed.</exception>
    /// <exception cref="OperationCanceledException">
    /// The run was cancelled, or <paramref name="cancelled"/> was signalled.
    /// </exception>
    /// <exception cref="TimeoutException">The run has not ended in time.</exception>
    /// <exception cref="ArgumentException">There is no such run.</exception>
    /// <exception cref="InvalidOperationException">
    /// The unit of work has uncommitted writes, so that no worker can see the run yet.
    /// </exception>
    Task<T?> Result<T>(long id, TimeSpan timeout, CancellationToken cancelled = default);
}

/// <summary>Work that runs outside a request, in a new service scope for each attempt.</summary>
/// <typeparam name="TArguments">The type of the arguments, stored as JSON.</typeparam>
/// <remarks>
/// A task may run again after a crash, so it must check in the database what is already done. Flask documentation:
/// Celery Background Tasks.
/// </remarks>
public interface IBackgroundTask<in TArguments>
{
    /// <summary>Does the work.</summary>
    /// <param name="arguments">The arguments of the run.</param>
    /// <param name="progress">Publishes the progress and log lines.</param>
    /// <param name="cancelled">Signalled when the run is cancelled or the worker stops.</param>
    /// <returns>
    /// The result, stored as JSON; may be <see langword="null"/>.
    /// </returns>
    /// <exception cref="TaskFailedException">
    /// The run fails without a retry, and the message is shown to its owner.
    /// </exception>
    /// <remarks>
    /// Any other exception causes a retry. After the last retry the run fails with an unexpected error.
    /// </remarks>
    Task<object?> Run(TArguments arguments, TaskProgress progress, CancellationToken cancelled);
}

/// <summary>Implement this interface to be notified of each run that has ended and will not be retried.</summary>
public interface ITaskListener
{
    /// <summary>
    /// Called when a run has ended, with the UI culture of the run. The call is part of the transaction that records
    /// the end. Exceptions are logged.
    /// </summary>
    /// <param name="run">The run that has ended.</param>
    void Ended(TaskRun run);
}

/// <summary>
/// Thrown by a task that fails for a reason that the owner of the run can understand. The run is not retried.
/// </summary>
/// <param name="message">The message that is shown to the owner unchanged.</param>
/// <param name="inner">The cause, for the log.</param>
public sealed class TaskFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Enqueues runs: inserts a row, and schedules the start of the run after the commit.</summary>
sealed class BackgroundTasks(
    OnDemandConnection connection,
    TaskKinds kinds,
    TaskQueue queue,
    BackgroundTaskOptions options,
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
            Serialize(arguments),
            accountId,
            CultureInfo.CurrentUICulture.Name,
            time.GetUtcNow()
        );
        connection.AfterCommit(() => queue.TryWake(id));
        return id;
    }

    public bool Cancel(long id, long? accountId) => runs.Cancel(id, accountId, time.GetUtcNow());

    public bool Retry(long id, long? accountId)
    {
        if (!runs.Retry(id, accountId, time.GetUtcNow())) return false;
        connection.AfterCommit(() => queue.TryWake(id));
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

    T? Outcome<T>(TaskRun run) =>
        run.State switch
        {
            TaskState.Succeeded => run.ResultAs<T>(options.Json),
            TaskState.Cancelled => throw new OperationCanceledException($"Run {run.Id} ({run.Task}) was cancelled."),
            _ => throw new TaskFailedException(
                run.Error ?? $"Run {run.Id} ({run.Task}) ended with an unexpected error; the log has it."
            ),
        };

    // Deserializes the JSON again and compares it, so that arguments that JSON cannot represent fail here and not in
    // the worker.
    string Serialize<T>(T arguments)
    {
        try
        {
            var json = JsonSerializer.Serialize(arguments, options.Json);
            var copy = JsonSerializer.Deserialize<T>(json, options.Json);
            if (JsonSerializer.Serialize(copy, options.Json) == json) return json;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new ArgumentException(
                $"{typeof(T).Name} cannot be stored as JSON: {error.Message}",
                nameof(arguments),
                error
            );
        }
        throw new ArgumentException($"{typeof(T).Name} does not round-trip through JSON.", nameof(arguments));
    }
}
