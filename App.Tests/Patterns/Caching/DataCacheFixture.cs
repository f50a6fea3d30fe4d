using App.Patterns.Caching;
using App.Patterns.Caching.Resilience;
using App.Tests.Testing;
using Microsoft.Extensions.Caching.Distributed;

namespace App.Tests.Patterns.Caching;

/// <summary>A data cache for one test. It counts how often a value was computed.</summary>
sealed class DataCacheFixture : IDisposable
{
    static readonly CacheKey key = CacheKey.Of("thing", ("id", 7));

    readonly ServiceProvider services;
    int computed;

    public DataCacheFixture(
        CacheBackend backend = CacheBackend.Memory,
        SharedMemory? shared = null,
        Action<CachingOptions>? configure = null,
        Action<ResilientCacheOptions>? resilience = null
    )
    {
        Shared = shared ?? new();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IDistributedCache>(Shared)
            .AddCaching(options =>
            {
                options.Backend = backend;
                configure?.Invoke(options);
            })
            .AddResilientCache(resilience)
            .BuildServiceProvider();
    }

    public SetClock Clock { get; } = new();

    public SharedMemory Shared { get; }

    public DataCache Data => services.GetRequiredService<DataCache>();

    public CacheStatistics Figures => services.GetRequiredService<CacheStatistics>();

    public ref int Computed => ref computed;

    public ValueTask<string?> Count(CacheEntryOptions<string>? terms = null, CacheKey? other = null) =>
        Data.Get(other ?? key, () => new ValueTask<string?>($"{++computed}"), terms);

    public void Rested() => Clock.Go(TimeSpan.FromSeconds(6));

    public void Dispose() => services.Dispose();
}
