using System.ComponentModel;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.Caching;

/// <summary>A cached result. All callers get the same object, so they must not change it.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="Value">The result; <see langword="null"/> for a cached <see langword="null"/>.</param>
/// <param name="IsUncached">Whether the result is returned to concurrent callers but not cached.</param>
[ImmutableObject(true)]
public sealed record Kept<T>(T? Value, bool IsUncached = false);

/// <summary>Caches the results of slow work for some minutes, with <see cref="HybridCache"/>.</summary>
/// <remarks>
/// Concurrent calls with the same key share one computation. Exceptions are not cached. If other processes can change
/// the data that a result depends on, add the version of the data to the key. Flask documentation: Caching.
/// </remarks>
public sealed class DataCache : IDisposable
{
    readonly ServiceProvider room;
    readonly HybridCache hybrid;
    readonly CachingOptions options;
    readonly CacheStatistics figures;

    internal DataCache(
        IOptions<CachingOptions> options,
        CacheStatistics figures,
        IDistributedCache? shared,
        TimeProvider clock,
        ILoggerFactory logs
    )
    {
        (this.options, this.figures) = (options.Value, figures);
        // HybridCache uses the memory cache of its service container. Creates a separate container, so that HybridCache
        // gets a memory cache with a size limit and statistics.
        var memory = new MeasuredCache(
            new MemoryCacheOptions
            {
                SizeLimit = this.options.DataBytes,
                TrackStatistics = true,
                Clock = new Clock(clock),
            }
        );
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(logs)
            .AddLogging()
            .AddSingleton<IMemoryCache>(_ => memory);
        if (this.options.Backend == CacheBackend.Distributed)
            services.AddSingleton(shared!);
        services.AddHybridCache(hybrid => hybrid.MaximumPayloadBytes = this.options.DataBytes);
        room = services.BuildServiceProvider();
        hybrid = room.GetRequiredService<HybridCache>();
        figures.Data.Held = memory;
    }

    /// <summary>Returns the cached result, or computes and caches it.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="key">The key of the result.</param>
    /// <param name="compute">
    /// Computes the result, in the request of the first caller. Exceptions of this function are rethrown to all waiting
    /// callers.
    /// </param>
    /// <param name="terms">How to cache the result; <see langword="null"/> for the defaults.</param>
    /// <returns>The result, which must not be changed.</returns>
    public async ValueTask<T?> Get<T>(CacheKey key, Func<ValueTask<T?>> compute, CacheEntryOptions<T>? terms = null)
    {
        ArgumentNullException.ThrowIfNull(compute);
        terms ??= new();
        var isComputed = false;
        if (terms.Bypass) return (await Make(default)).Value;
        var name = NameOf(key);
        // Passes no cancellation token. Other callers may wait for the same computation, so one disconnected client
        // must not cancel it.
        var kept = await hybrid.GetOrCreateAsync(name, Make, Options(terms), terms.Tags, CancellationToken.None);
        if (!isComputed) figures.Data.CountHit();
        else if (kept.IsUncached)
        {
            figures.Data.CountRefused();
            await hybrid.RemoveAsync(name, CancellationToken.None);
        }
        return kept.Value;

        async ValueTask<Kept<T>> Make(CancellationToken stop)
        {
            isComputed = true;
            figures.Data.CountMiss();
            var value = await compute();
            return new(value, IsUncached: value is null ? !terms.CacheNull : terms.Keeps?.Invoke(value) == false);
        }
    }

    /// <summary>Returns a cached result without computing it.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="key">The key of the result.</param>
    /// <returns>
    /// <see langword="null"/> when the key is not cached; an entry without a value for a cached <see langword="null"/>.
    /// </returns>
    public async ValueTask<Kept<T>?> Find<T>(CacheKey key)
    {
        var flags =
            Flags
            | HybridCacheEntryFlags.DisableUnderlyingData
            | HybridCacheEntryFlags.DisableLocalCacheWrite
            | HybridCacheEntryFlags.DisableDistributedCacheWrite;
        return
            await hybrid.GetOrCreateAsync<Kept<T>?>(
                NameOf(key),
                _ => default,
                new() { Flags = flags },
                tags: null,
                CancellationToken.None
            )
                is { IsUncached: false } kept
            ? kept
            : null;
    }

    /// <summary>Removes one result.</summary>
    /// <param name="key">The key of the result.</param>
    /// <returns>A task that ends with the removal.</returns>
    public ValueTask Remove(CacheKey key) => hybrid.RemoveAsync(NameOf(key));

    /// <summary>Removes all results that have a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>A task that ends with the removal.</returns>
    public ValueTask RemoveByTag(string tag) => hybrid.RemoveByTagAsync(tag);

    string NameOf(CacheKey key) => $"{options.Owner}|{key}";

    // For a distributed cache, disables copies in local memory, because other processes cannot remove such copies.
    HybridCacheEntryFlags Flags => options.Backend switch
    {
        CacheBackend.Memory => HybridCacheEntryFlags.DisableDistributedCache,
        CacheBackend.Distributed => HybridCacheEntryFlags.DisableLocalCache,
        _ => HybridCacheEntryFlags.DisableLocalCache | HybridCacheEntryFlags.DisableDistributedCache,
    };

    HybridCacheEntryOptions Options<T>(CacheEntryOptions<T> terms) =>
        new()
        {
            Expiration = terms.KeptFor,
            LocalCacheExpiration = terms.KeptFor,
            Flags =
                Flags
                | (
                    terms.Renew
                        ? HybridCacheEntryFlags.DisableLocalCacheRead
                            | HybridCacheEntryFlags.DisableDistributedCacheRead
                        : HybridCacheEntryFlags.None
                ),
        };

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();

    /// <summary>
    /// A memory cache that rejects entries without a size. HybridCache stores a result that is too large without a
    /// size. The size limit would then not apply to such an entry.
    /// </summary>
    sealed class MeasuredCache(MemoryCacheOptions options) : MemoryCache(options), IMemoryCache
    {
        ICacheEntry IMemoryCache.CreateEntry(object key)
        {
            var entry = CreateEntry(key);
            entry.ExpirationTokens.Add(new Unmeasured(entry));
            return entry;
        }
    }

    sealed class Unmeasured(ICacheEntry entry) : IChangeToken
    {
        public bool HasChanged => entry.Size is null or 0;

        public bool ActiveChangeCallbacks => false;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) =>
            throw new NotSupportedException();
    }

    sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
