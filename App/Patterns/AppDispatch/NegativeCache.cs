using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace App.Patterns.AppDispatch;

/// <summary>
/// Remembers which keys have no application, for a limited time and up to a limited number of keys. A full cache evicts
/// expired keys first, then least recently used keys.
/// </summary>
sealed class NegativeCache<TKey>(TimeSpan lifetime, int limit, TimeProvider time) : IDisposable
    where TKey : notnull
{
    readonly MemoryCache keys = new(new MemoryCacheOptions
    {
        SizeLimit = Math.Max(0, limit),
        Clock = new Clock(time),
        CompactionPercentage = 0.2,
    });

    public bool Contains(TKey key) => keys.TryGetValue(key, out _);

    public void Add(TKey key)
    {
        if (lifetime <= TimeSpan.Zero || limit <= 0) return;
        keys.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = lifetime });
    }

    public void Remove(TKey key) => keys.Remove(key);

    public void Dispose() => keys.Dispose();

    sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
