namespace App.Patterns.LazyViews;

/// <summary>
/// Loaded when it is first asked for, once however many ask at the same time, and kept. A failure reaches those who
/// waited and is then forgotten, so that the next one tries again; <see cref="Lazy{T}"/> would keep it for ever.
/// </summary>
/// <param name="load">Runs on a thread of the pool, never twice at a time.</param>
public sealed class RetryingLazy<T>(Func<T> load) where T : class
{
    readonly Lock gate = new();
    Task<T>? loading;

    /// <summary>Waits for what is loaded; throws what <c>load</c> threw.</summary>
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
