namespace App.Patterns.BackgroundTasks;

/// <summary>What a running task tells about itself.</summary>
public abstract class TaskProgress
{
    public abstract long RunId { get; }

    public abstract long? AccountId { get; }

    /// <summary>
    /// Publishes how far the task is. Never waits, so it may be called for each row and inside a transaction; written
    /// at most four times a second. Throws <see cref="OperationCanceledException"/> when the task was cancelled.
    /// </summary>
    public abstract void Report(long current, long? total = null, string note = "");

    /// <summary>
    /// Adds a line to the log of the run, in the words of its owner. Never waits; written with the progress. Lines are
    /// cut after 500 characters; of more than 800 a second, and of more than 1,000 in all, the newest are kept.
    /// </summary>
    public abstract void Log(string text);
}

/// <summary>A task ended for a reason that its owner can understand; the message is shown as it is.</summary>
public sealed class TaskFailedException(string message, Exception? inner = null) : Exception(message, inner);
