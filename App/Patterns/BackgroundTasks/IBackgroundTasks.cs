namespace App.Patterns.BackgroundTasks;

/// <summary>Puts work into the queue. Flask: Celery Background Tasks (<c>delay</c>).</summary>
public interface IBackgroundTasks
{
    /// <summary>
    /// Records a run in the caller's unit of work and returns its id at once; a worker takes it up after the commit.
    /// <paramref name="arguments"/> is kept as JSON: pass ids, not objects. Throws when it cannot be serialised.
    /// </summary>
    long Enqueue<TTask, TArguments>(TArguments arguments, long? accountId) where TTask : IBackgroundTask<TArguments>;
}

/// <summary>
/// Work outside a request, made anew with the services of a scope of its own for each attempt. It may be run again after a crash,
/// so it finds in the tables what is done already.
/// </summary>
public interface IBackgroundTask<in TArguments>
{
    /// <summary>Does the work and returns its result (kept as JSON), or throws; the message of a <see cref="TaskFailedException"/> is shown to the person.</summary>
    Task<object?> Run(TArguments arguments, TaskProgress progress, CancellationToken cancelled);
}
