namespace App.Patterns.BackgroundTasks;

/// <summary>What a running task tells about itself.</summary>
public abstract class TaskProgress
{
    public abstract long RunId { get; }

    public abstract long? AccountId { get; }

    /// <summary>Publishes how far the task is; cheap to call often, written at most a few times a second. Throws when the task was cancelled.</summary>
    public abstract void Report(long current, long? total = null, string note = "");
}

/// <summary>A task ended for a reason that its owner can understand; the message is shown as it is.</summary>
public sealed class TaskFailedException(string message, Exception? inner = null) : Exception(message, inner);
