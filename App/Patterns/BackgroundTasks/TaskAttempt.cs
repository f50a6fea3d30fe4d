using System.Globalization;
using System.Text.Json;
using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>Makes one attempt at one run: claims it, runs its task in a new scope and records the outcome.</summary>
sealed class TaskAttempt(
    OnDemandConnection connection,
    SqliteDatabase database,
    IServiceScopeFactory scopes,
    IEnumerable<ITaskListener> listeners,
    TaskKinds kinds,
    TaskQueue queue,
    TaskWorker worker,
    BackgroundTaskOptions options,
    TimeProvider time,
    ILogger<TaskAttempt> log
)
{
    readonly TaskRunStore runs = new(connection);

    public async Task Make(long id, CancellationToken stopping)
    {
        if (!worker.Begin(queue.KeyOf(id))) return;
        try
        {
            if (Claim(id) is not { } run) return;
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = options.Culture(run.Language);
            await Record(run, WithoutAttempt(run) ?? await Attempt(run, stopping));
        }
        finally
        {
            worker.End(queue.KeyOf(id));
        }
    }

    TaskRun? Claim(long id)
    {
        TaskRun? run = null;
        var now = time.GetUtcNow();
        connection.Transact(() => run = runs.Claim(id, worker.Owner, now, now + options.Lease));
        return run;
    }

    // Returns the outcome of a run that must not start again, because it was cancelled before its worker crashed or
    // because too many workers crashed during the run. Returns null when the run may start.
    Ending? WithoutAttempt(TaskRun run)
    {
        if (run.CancelRequested) return new(TaskState.Cancelled) { Counts = false };
        var deaths = run.Attempts - 1 - run.Failures;
        if (deaths < options.MaxWorkerCrashes)
            return null;
        log.LogError(
            "Run {Id} ({Task}) failed: its worker process ended {Deaths} times during the run",
            run.Id,
            run.Task,
            deaths
        );
        return new(TaskState.Failed) { Error = options.WorkerCrashError, Counts = false };
    }

    async Task<Ending> Attempt(TaskRun run, CancellationToken stopping)
    {
        await using var pulse = new TaskHeartbeat(run, worker.Owner, database, options.Lease, time, log, stopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await kinds.Of(run.Task).Run(scope.ServiceProvider, run.Arguments, pulse, pulse.Cancelled);
            var json = result is null ? null : JsonSerializer.Serialize(result, options.Json);
            return new(TaskState.Succeeded) { Result = json };
        }
        catch (TaskFailedException error)
        {
            log.LogInformation(error, "Run {Id} ({Task}) failed", run.Id, run.Task);
            return new(TaskState.Failed) { Error = error.Message };
        }
        catch (Exception) when (pulse.IsUnwanted || runs.CancelRequested(run.Id, worker.Owner) is not false)
        {
            return new(TaskState.Cancelled);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new(TaskState.Waiting) { WasInterrupted = true };
        }
        catch (Exception error)
        {
            return Unexpected(run, error);
        }
    }

    Ending Unexpected(TaskRun run, Exception error)
    {
        var delays = kinds.DelaysOf(run.Task);
        // Compares only failures of the task with the number of retries. Attempts that ended with a worker crash do not
        // count.
        if (run.Failures >= delays.Count)
        {
            log.LogError(error, "Run {Id} ({Task}) failed after {Attempts} attempts", run.Id, run.Task, run.Attempts);
            return new(TaskState.Failed);
        }
        var delay = delays[(int)run.Failures];
        log.LogWarning(
            error,
            "Run {Id} ({Task}) failed at attempt {Attempts}; retry in {Delay}",
            run.Id,
            run.Task,
            run.Attempts,
            delay
        );
        return new(TaskState.Waiting) { Delay = delay };
    }

    async Task Record(TaskRun run, Ending ending)
    {
        var now = time.GetUtcNow();
        if (ending.State != TaskState.Waiting)
        {
            connection.Transact(() =>
                Tell(runs.End(run.Id, worker.Owner, ending.State, ending.Result, ending.Error, now, ending.Counts)));
            return;
        }
        connection.Transact(() =>
            runs.Requeue(run.Id, worker.Owner, now + ending.Delay, hasFailed: !ending.WasInterrupted)
        );
        if (!ending.WasInterrupted)
            await queue.Wake(run.Id, run.Attempts, now + ending.Delay);
    }

    // Calls the listeners. Logs their exceptions and does not rethrow them, because the rollback would make the
    // finished run start again.
    void Tell(TaskRun? ended)
    {
        if (ended is null) return;
        foreach (var listener in listeners)
        {
            try
            {
                listener.Ended(ended);
            }
            catch (Exception error)
            {
                log.LogError(
                    error,
                    "{Listener} failed for run {Id} ({Task})",
                    listener.GetType().Name,
                    ended.Id,
                    ended.Task
                );
            }
        }
    }

    /// <summary>The outcome of an attempt.</summary>
    /// <param name="State">The next state of the run. <c>Waiting</c> means that the run is retried.</param>
    sealed record Ending(TaskState State)
    {
        public string? Result { get; init; }

        public string? Error { get; init; }

        /// <summary>Whether this attempt is counted in <see cref="TaskRun.Attempts"/>.</summary>
        public bool Counts { get; init; } = true;

        public TimeSpan Delay { get; init; }

        public bool WasInterrupted { get; init; }
    }
}
