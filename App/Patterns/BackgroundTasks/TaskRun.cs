using System.Text.Json;

namespace App.Patterns.BackgroundTasks;

/// <summary>One piece of work in the queue: a row of <c>task_runs</c>, which is the truth about it.</summary>
public sealed record TaskRun
{
    public required long Id { get; init; }

    public long? AccountId { get; init; }

    /// <summary>The name the task was registered with.</summary>
    public required string Task { get; init; }

    public required string Arguments { get; init; }

    /// <summary>The culture of whoever asked for it; the task runs in it.</summary>
    public required string Language { get; init; }

    public required TaskState State { get; init; }

    public long Current { get; init; }

    public long? Total { get; init; }

    public string Note { get; init; } = "";

    public string? Result { get; init; }

    /// <summary>
    /// Why it failed, in the task's own words, or <see cref="BackgroundTaskOptions.WorkerDeathError"/>; null for an
    /// unexpected error, whose words are in the log only.
    /// </summary>
    public string? Error { get; init; }

    public long Attempts { get; init; }

    /// <summary>How many attempts ended with an unexpected error; only these use up the retries.</summary>
    public long Failures { get; init; }

    public bool CancelRequested { get; init; }

    public required DateTimeOffset RunAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsOpen => State is TaskState.Waiting or TaskState.Running;

    public bool CanRetry => State is TaskState.Failed or TaskState.Cancelled;

    /// <summary>The result as <typeparamref name="T"/>; null when there is none or it has another shape.</summary>
    public T? ResultAs<T>()
    {
        try
        {
            return Result is null ? default : TaskJson.Read<T>(Result);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>
    /// What a poller is told: <c>{ready, successful, value}</c>, where the value is the progress of a running task, the
    /// result of a succeeded one, the error text of a failed one. Flask: Celery Background Tasks, "Getting Results".
    /// </summary>
    /// <param name="unexpected">What to say instead of an error that has no words for people.</param>
    /// <param name="cancelled">What to say of a cancelled run.</param>
    public TaskAnswer Answer(string unexpected, string cancelled) => State switch
    {
        TaskState.Waiting => new(false, false, null),
        TaskState.Running => new(false, false, new { Current, Total, Note }),
        TaskState.Succeeded => new(true, true, ResultAs<JsonElement?>()),
        TaskState.Cancelled => new(true, false, cancelled),
        _ => new(true, false, Error ?? unexpected),
    };
}

public enum TaskState { Waiting, Running, Succeeded, Failed, Cancelled }

/// <param name="Ready">The run has ended, well or not.</param>
/// <param name="Successful">It has ended well.</param>
/// <param name="Value">Progress, result or error text.</param>
public sealed record TaskAnswer(bool Ready, bool Successful, object? Value);
