using Microsoft.Extensions.Caching.Memory;

namespace App.Patterns.Caching;

/// <summary>What the caches of one application have done since it started, for whoever operates it.</summary>
public sealed class CacheStatistics
{
    long failures;

    public CacheFigure Data { get; } = new();

    public CacheFigure Pages { get; } = new();

    /// <summary>How often a shared back end failed or took too long.</summary>
    public long Failures => Interlocked.Read(ref failures);

    internal void CountFailure() => Interlocked.Increment(ref failures);
}

/// <summary>One cache. Entries and bytes are those in this process; a shared back end does not tell its own.</summary>
public sealed class CacheFigure
{
    long hits;
    long misses;
    long refused;
    long unchanged;

    /// <summary>Answered without computing.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <summary>Computed.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>Computed and not kept, because it was an error, personal or told to be left out.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Answered 304, because the asker had it already.</summary>
    public long Unchanged => Interlocked.Read(ref unchanged);

    public long Entries => Held?.GetCurrentStatistics()?.CurrentEntryCount ?? 0;

    public long Bytes => Held?.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>Lets go of what this process holds; the counts stay.</summary>
    public void Clear() => Held?.Clear();

    internal MemoryCache? Held { get; set; }

    internal void CountHit() => Interlocked.Increment(ref hits);

    internal void CountMiss() => Interlocked.Increment(ref misses);

    internal void CountRefused() => Interlocked.Increment(ref refused);

    internal void CountUnchanged() => Interlocked.Increment(ref unchanged);
}
