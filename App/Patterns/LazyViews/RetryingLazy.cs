namespace App.Patterns.LazyViews;

/// <summary>Loads a value at the first call and caches it; simultaneous callers share one load.</summary>
/// <remarks>
/// After a failure the next call tries again, whereas <see cref="Lazy{T}"/> caches the exception. Flask documentation:
/// Lazily Loading Views.
/// </remarks>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="load">Loads the value on a thread of the pool, never twice at the same time.</param>
public sealed class RetryingLazy<T>(Func<T> load) where T : class
{
    readonly Lock gate = new();
    Task<T>? loading;

    /// <summary>Returns the value, and loads it when needed.</summary>
    /// <returns>The value; a failed task with the exception of <c>load</c> when loading failed.</returns>
    public Task<T> Get()
    {
        if (Volatile.Read(ref loading) is { IsCompletedSuccessfully: true } loaded) return loaded;
        lock (gate)
        {
            if (loading is null or { IsFaulted: true } or { IsCanceled: true }) loading = Task.Run(load);
            return loading;
        }
    }
}
