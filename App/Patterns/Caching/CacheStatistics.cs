using Microsoft.Extensions.Caching.Memory;

namespace App.Patterns.Caching;

/// <summary>The counters of the caches of one application, since it started.</summary>
public sealed class CacheStatistics
{
    long failures;

    /// <summary>The counters of <see cref="DataCache"/>.</summary>
    public CacheCounters Data { get; } = new();

    /// <summary>The counters of the page cache.</summary>
    public CacheCounters Pages { get; } = new();

    /// <summary>How often the distributed cache failed or timed out.</summary>
    public long Failures => Interlocked.Read(ref failures);

    internal void CountFailure() => Interlocked.Increment(ref failures);
}

/// <summary>
/// The counters of one cache. The numbers of entries and bytes cover only the memory of this process, not a distributed
/// cache.
/// </summary>
public sealed class CacheCounters
{
    long hits;
    long misses;
    long refused;
    long unchanged;

    /// <summary>The number of results from the cache.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <summary>The number of computed results.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>
    /// The number of results that were computed but not cached, because they were errors, depended on the user or were
    /// excluded by options.
    /// </summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>The number of 304 responses to clients that already had the current version.</summary>
    public long Unchanged => Interlocked.Read(ref unchanged);

    /// <summary>The current number of entries in memory.</summary>
    public long Entries => Held?.GetCurrentStatistics()?.CurrentEntryCount ?? 0;

    /// <summary>The estimated size of the entries in memory, in bytes.</summary>
    public long Bytes => Held?.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>Removes all entries from the memory of this process. The counters do not change.</summary>
    public void Clear() => Held?.Clear();

    internal MemoryCache? Held { get; set; }

    internal void CountHit() => Interlocked.Increment(ref hits);

    internal void CountMiss() => Interlocked.Increment(ref misses);

    internal void CountRefused() => Interlocked.Increment(ref refused);

    internal void CountUnchanged() => Interlocked.Increment(ref unchanged);
}
