using System.Text.Json;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// One run of a task. The row in <c>task_runs</c> is the only place that stores the state of the run.
/// </summary>
/// <remarks>Flask documentation: Celery Background Tasks (<c>AsyncResult</c>).</remarks>
public sealed record TaskRun
{
    /// <summary>The id of the run. A run that is enqueued later has a higher id.</summary>
    public required long Id { get; init; }

    /// <summary>The owner; <see langword="null"/> for none.</summary>
    public long? AccountId { get; init; }

    /// <summary>The name with which the task is registered.</summary>
    public required string Task { get; init; }

    /// <summary>The arguments as JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>The UI culture of the caller that enqueued the run. The task runs in this culture.</summary>
    public required string Language { get; init; }

    /// <summary>The current state.</summary>
    public required TaskState State { get; init; }

    /// <summary>The number of processed items.</summary>
    public long Current { get; init; }

    /// <summary>The number of all items; <see langword="null"/> when unknown.</summary>
    public long? Total { get; init; }

    /// <summary>A short progress text for the owner.</summary>
    public string Note { get; init; } = "";

    /// <summary>The result as JSON; <see langword="null"/> when there is none.</summary>
    public string? Result { get; init; }

    /// <summary>
    /// The message of a <see cref="TaskFailedException"/> or <see cref="BackgroundTaskOptions.WorkerCrashError"/>.
    /// <see langword="null"/> for an unexpected error, which is only in the log.
    /// </summary>
    public string? Error { get; init; }

    /// <summary>The number of times that a worker claimed the run. Interruptions by a shutdown do not count.</summary>
    public long Attempts { get; init; }

    /// <summary>
    /// The number of attempts that ended with an unexpected error. Only these attempts count against the number of
    /// retries.
    /// </summary>
    public long Failures { get; init; }

    /// <summary>Whether the owner or an administrator requested that the run stops.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>When the run is due.</summary>
    public required DateTimeOffset RunAt { get; init; }

    /// <summary>When the run was enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run ended; <see langword="null"/> while the run is waiting or running.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether the run is waiting or running.</summary>
    public bool IsOpen => State is TaskState.Waiting or TaskState.Running;

    /// <summary>Whether the run can be retried, because it failed or was cancelled.</summary>
    public bool CanRetry => State is TaskState.Failed or TaskState.Cancelled;

    /// <summary>Deserializes the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="json">
    /// The options with which the result was stored; <see langword="null"/> for those of
    /// <see cref="BackgroundTaskOptions"/>.
    /// </param>
    /// <returns>
    /// The result; the default value when the run has no result or the stored JSON does not match the type.
    /// </returns>
    public T? ResultAs<T>(JsonSerializerOptions? json = null)
    {
        try
        {
            return Result is null
                ? default
                : JsonSerializer.Deserialize<T>(Result, json ?? BackgroundTaskOptions.DefaultJson);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Creates the response to a client that polls the run.</summary>
    /// <param name="unexpected">The error text for an unexpected error.</param>
    /// <param name="cancelled">The error text for a cancelled run.</param>
    /// <returns>
    /// The response. Its value is the progress of a running task, the result of a succeeded run, or the error text of a
    /// failed or cancelled run.
    /// </returns>
    /// <remarks>Flask documentation: Celery Background Tasks, "Getting Results".</remarks>
    public TaskStatusResponse Answer(string unexpected, string cancelled) => State switch
    {
        TaskState.Waiting => new(false, false, null),
        TaskState.Running => new(false, false, new { Current, Total, Note }),
        TaskState.Succeeded => new(true, true, ResultAs<JsonElement?>()),
        TaskState.Cancelled => new(true, false, cancelled),
        _ => new(true, false, Error ?? unexpected),
    };
}

/// <summary>The state of a run.</summary>
/// <remarks>
/// <c>Waiting</c>: the run is in the queue, also before a retry. <c>Running</c>: a worker runs the task.
/// <c>Succeeded</c>, <c>Failed</c> and <c>Cancelled</c> are the final states.
/// </remarks>
public enum TaskState { Waiting, Running, Succeeded, Failed, Cancelled }

/// <summary>The response to a client that polls a run: <c>{ready, successful, value}</c> in JSON.</summary>
/// <param name="Ready">Whether the run has ended.</param>
/// <param name="Successful">Whether the run has succeeded.</param>
/// <param name="Value">The progress, result or error text; <see langword="null"/> for a waiting run.</param>
public sealed record TaskStatusResponse(bool Ready, bool Successful, object? Value);
