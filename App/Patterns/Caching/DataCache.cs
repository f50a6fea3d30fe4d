using System.ComponentModel;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.Caching;

/// <summary>A result that is kept; shared by all who ask, so it must not be changed.</summary>
/// <param name="Value">Null for a kept "nothing".</param>
/// <param name="IsFleeting">Handed to those who asked while it was computed and then forgotten.</param>
[ImmutableObject(true)]
public sealed record Kept<T>(T? Value, bool IsFleeting = false);

/// <summary>
/// Keeps results of slow work for some minutes, by the platform's <see cref="HybridCache"/>: computed once however many
/// ask, thrown away by key or group, gone without harm when its back end is. What throws is never kept. Flask: Caching.
/// A result whose source may also be changed by another process has the version of the source among its arguments.
/// </summary>
public sealed class DataCache : IDisposable
{
    readonly ServiceProvider room;
    readonly HybridCache hybrid;
    readonly CachingOptions options;
    readonly CacheStatistics figures;

    internal DataCache(
        IOptions<CachingOptions> options,
        CacheStatistics figures,
        ResilientDistributedCache shared,
        TimeProvider clock,
        ILoggerFactory logs
    )
    {
        (this.options, this.figures) = (options.Value, figures);
        // The platform's cache takes whichever memory cache its container has; this one has a size and is counted.
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
            services.AddSingleton<IDistributedCache>(shared);
        services.AddHybridCache(hybrid => hybrid.MaximumPayloadBytes = this.options.DataBytes);
        room = services.BuildServiceProvider();
        hybrid = room.GetRequiredService<HybridCache>();
        figures.Data.Held = memory;
    }

    /// <summary>
    /// The kept result, or what <paramref name="compute"/> says, which runs inside the request of whoever asked first.
    /// </summary>
    public async ValueTask<T?> Get<T>(CacheKey key, Func<ValueTask<T?>> compute, CacheEntryOptions<T>? terms = null)
    {
        ArgumentNullException.ThrowIfNull(compute);
        terms ??= new();
        var isComputed = false;
        if (terms.Bypass) return (await Make(default)).Value;
        var name = NameOf(key);
        // No token: who leaves early must not take the result away from the others.
        var kept = await hybrid.GetOrCreateAsync(name, Make, Options(terms), terms.Tags, CancellationToken.None);
        if (!isComputed) figures.Data.CountHit();
        else if (kept.IsFleeting)
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
            return new(value, IsFleeting: value is null ? !terms.KeepsNothing : terms.Keeps?.Invoke(value) == false);
        }
    }

    /// <summary>
    /// What is kept under this key: null when there is no such result, one without a value when it is "nothing".
    /// </summary>
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
                is { IsFleeting: false } kept
            ? kept
            : null;
    }

    public ValueTask Remove(CacheKey key) => hybrid.RemoveAsync(NameOf(key));

    /// <summary>Forgets all results that were kept with this tag.</summary>
    public ValueTask RemoveByTag(string tag) => hybrid.RemoveByTagAsync(tag);

    string NameOf(CacheKey key) => $"{options.Owner}|{key}";

    // A copy in this process would not hear of what other processes throw away.
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

    public void Dispose() => room.Dispose();

    /// <summary>
    /// Keeps nothing whose size is not known: the platform's cache would hold what is too large for it as if it weighed
    /// nothing.
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
