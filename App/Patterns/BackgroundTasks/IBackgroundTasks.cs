namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Puts work into the queue and asks after it. Flask: Celery Background Tasks (<c>delay</c>, <c>AsyncResult</c>).
/// </summary>
public interface IBackgroundTasks
{
    /// <summary>
    /// Records a run in the caller's unit of work and returns its id at once; a worker takes it up after the commit, in
    /// the language of the caller. <paramref name="arguments"/> is kept as JSON: pass ids, not objects. Throws <see
    /// cref="ArgumentException"/> when it would not come back as it was given.
    /// </summary>
    long Enqueue<TTask, TArguments>(TArguments arguments, long? accountId) where TTask : IBackgroundTask<TArguments>;

    /// <summary>
    /// Takes a waiting run back, asks a running one to stop within a second. False when the account has no such open
    /// run; no account means a run that was enqueued for none.
    /// </summary>
    bool Cancel(long id, long? accountId);

    /// <summary>
    /// Puts a failed or cancelled run back into the queue. False when the account has no such run; no account as in
    /// <see cref="Cancel"/>.
    /// </summary>
    bool Retry(long id, long? accountId);

    /// <summary>
    /// Waits for a run to end, in a scope that holds no unit of work, and returns its result. Throws the task's
    /// <see cref="TaskFailedException"/>, <see cref="OperationCanceledException"/> when it was cancelled, or <see
    /// cref="TimeoutException"/>.
    /// </summary>
    Task<T?> Result<T>(long id, TimeSpan timeout, CancellationToken cancelled = default);
}

/// <summary>
/// Work outside a request, made anew with the services of a scope of its own for each attempt. It may be run again
/// after a crash, so it finds in the tables what is done already.
/// </summary>
public interface IBackgroundTask<in TArguments>
{
    /// <summary>
    /// Does the work and returns its result (kept as JSON; a <see cref="TaskResult"/> is shown to its owner), or
    /// throws; the message of a
    /// <see cref="TaskFailedException"/> is shown to the person, anything else is tried again and then told as an
    /// unexpected error.
    /// </summary>
    Task<object?> Run(TArguments arguments, TaskProgress progress, CancellationToken cancelled);
}

/// <summary>
/// Is told of every run that ended for good, in the owner's language and in the transaction that records the end.
/// </summary>
public interface ITaskListener
{
    void Ended(TaskRun run);
}
