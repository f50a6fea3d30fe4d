using System.Collections.Concurrent;

namespace App.Patterns.AppDispatch;

/// <summary>
/// Remembers keys without an application, for a limited time and up to a limited number. The oldest are evicted first.
/// </summary>
sealed class NegativeCache<TKey>(TimeSpan patience, int limit, TimeProvider time) where TKey : notnull
{
    readonly ConcurrentDictionary<TKey, long> since = new();
    readonly ConcurrentQueue<TKey> order = new();

    public bool Contains(TKey key) => since.TryGetValue(key, out var at) && time.GetElapsedTime(at) < patience;

    public void Add(TKey key)
    {
        if (patience <= TimeSpan.Zero || limit <= 0) return;
        var now = time.GetTimestamp();
        if (!since.TryAdd(key, now))
        {
            since[key] = now;
            return;
        }
        order.Enqueue(key);
        while (order.Count > limit && order.TryDequeue(out var oldest)) since.TryRemove(oldest, out _);
    }

    public void Remove(TKey key) => since.TryRemove(key, out _);
}
