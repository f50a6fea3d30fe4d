namespace App.Patterns.BackgroundTasks;

/// <summary>Publishes the progress and the log of a running task.</summary>
/// <remarks>Flask documentation: Celery Background Tasks.</remarks>
public abstract class TaskProgress
{
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

    /// <summary>Adds a line to the log of the run. Never waits; lines are written with the progress.</summary>
    /// <param name="text">A line in the owner's language. It is cut after 500 characters.</param>
    /// <remarks>
    /// Only the newest 200 lines between two writes (about 800 a second) and the newest 1,000 lines of a run are
    /// stored.
    /// </remarks>
    public abstract void Log(string text);
}

/// <summary>A task failed for a reason that its owner can understand. The run is not retried.</summary>
/// <param name="message">The message that is shown to the owner unchanged.</param>
/// <param name="inner">The cause, for the log.</param>
public sealed class TaskFailedException(string message, Exception? inner = null) : Exception(message, inner);
