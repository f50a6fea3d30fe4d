using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using App.Patterns.Caching;
using App.Patterns.Caching.Resilience;
using App.Tests.Testing;
using Microsoft.Extensions.Caching.Distributed;

namespace App.Tests.Patterns.Caching;

public sealed class DataCacheTests
{
    static readonly CacheKey key = CacheKey.Of("thing", ("id", 7));

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task A_result_is_cached_until_it_expires()
    {
        using var cache = new Desk();
        CacheEntryOptions<string> terms = new() { KeptFor = TimeSpan.FromMinutes(2) };
        Assert.Equal("1", await cache.Count(terms));
        cache.Clock.Go(TimeSpan.FromSeconds(119));
        Assert.Equal("1", await cache.Count(terms));
        cache.Clock.Go(TimeSpan.FromSeconds(2));
        Assert.Equal("2", await cache.Count(terms));
    }

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task A_missing_key_differs_from_a_cached_null()
    {
        using var cache = new Desk();
        Assert.Null(await cache.Data.Find<string>(key));
        Assert.Null(await cache.Data.Get<string>(key, () => default, new() { CacheNull = true }));
        Assert.Equal(new Kept<string>(null), await cache.Data.Find<string>(key));
        Assert.Null(await cache.Count(new() { CacheNull = true }));
        await cache.Data.Remove(key);
        Assert.Null(await cache.Data.Find<string>(key));
        Assert.Equal("1", await cache.Count());
        Assert.Equal(new Kept<string>("1"), await cache.Data.Find<string>(key));
    }

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task Null_is_not_cached_by_default()
    {
        using var cache = new Desk();
        Assert.Null(await cache.Data.Get<string>(key, () => default));
        Assert.Null(await cache.Data.Find<string>(key));
        Assert.Equal("1", await cache.Count());
        Assert.Equal(1, cache.Figures.Data.Refused);
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(CacheBackend.None, "2", 0)]
    [InlineData(CacheBackend.Memory, "1", 1)]
    [InlineData(CacheBackend.Distributed, "1", 0)]
    public async Task An_option_selects_the_cache_backend(CacheBackend backend, string second, long inThisProcess)
    {
        using var cache = new Desk(backend);
        Assert.Equal("1", await cache.Count());
        Assert.Equal(second, await cache.Count());
        Assert.Equal(inThisProcess, cache.Figures.Data.Entries);
        Assert.Equal(backend == CacheBackend.Distributed, !cache.Shared.Entries.IsEmpty);
        Assert.Equal(second == "1", await cache.Data.Find<string>(key) is not null);
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task Processes_share_results_through_a_shared_backend_separately_for_each_library()
    {
        using var one = new Desk(CacheBackend.Distributed);
        using var two = new Desk(CacheBackend.Distributed, one.Shared);
        using var other = new Desk(CacheBackend.Distributed, one.Shared, options => options.Owner = "other");
        Assert.Equal("1", await one.Count());
        Assert.Equal("1", await two.Count());
        Assert.Equal(0, two.Computed);
        await other.Count();
        Assert.Equal(1, other.Computed);
        await two.Data.Remove(key);
        Assert.Equal("2", await one.Count());
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_failing_or_hanging_backend_is_skipped_for_a_while_and_results_are_computed(
        bool isBroken,
        bool hangs
    )
    {
        using var cache = new Desk(CacheBackend.Distributed, resilience: options =>
            options.Timeout = TimeSpan.FromMilliseconds(20)
        );
        Assert.Equal("1", await cache.Count());
        (cache.Shared.IsBroken, cache.Shared.Hangs) = (isBroken, hangs);
        Assert.Equal("2", await cache.Count());
        var asked = cache.Shared.Asked;
        Assert.Equal("3", await cache.Count());
        await cache.Data.Remove(key);
        await cache.Data.RemoveByTag("tag");
        Assert.Equal(asked, cache.Shared.Asked);
        Assert.Equal(1, cache.Figures.Failures);
        (cache.Shared.IsBroken, cache.Shared.Hangs) = (false, false);
        cache.Rested();
        Assert.Equal("1", await cache.Count());
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task A_missing_shared_backend_fails_at_startup()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCaching(options => options.Backend = CacheBackend.Distributed);
        using var host = builder.Build();
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(CancellationToken.None));
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_result_is_evicted_by_key_and_by_tag()
    {
        using var cache = new Desk();
        CacheEntryOptions<string> tagged = new() { Tags = ["links"] };
        var other = CacheKey.Of("other");
        await cache.Count(tagged);
        await cache.Count(tagged, other);
        await cache.Data.Remove(key);
        Assert.Equal("3", await cache.Count(tagged));
        Assert.Equal("2", await cache.Count(tagged, other));
        cache.Clock.Go(TimeSpan.FromMilliseconds(1));
        await cache.Data.RemoveByTag("links");
        cache.Clock.Go(TimeSpan.FromMilliseconds(1));
        Assert.Equal("4", await cache.Count(tagged));
        Assert.Equal("5", await cache.Count(tagged, other));
    }

    [Theory]
    [Trait("Statement", "P10.4")]
    [InlineData(CacheBackend.None)]
    [InlineData(CacheBackend.Memory)]
    [InlineData(CacheBackend.Distributed)]
    public async Task A_hundred_parallel_misses_run_one_computation(CacheBackend backend)
    {
        using var cache = new Desk(backend);
        TaskCompletionSource<string?> slow = new();
        var asking = Enumerable.Range(0, 100).Select(_ => cache.Data.Get(key, () =>
        {
            Interlocked.Increment(ref cache.Computed);
            return new ValueTask<string?>(slow.Task);
        }).AsTask()).ToList();
        slow.SetResult("slow");
        Assert.All(await Task.WhenAll(asking), value => Assert.Equal("slow", value));
        Assert.Equal(1, cache.Computed);
        Assert.Equal((1, 99), (cache.Figures.Data.Misses, cache.Figures.Data.Hits));
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task An_exception_reaches_all_waiting_callers_and_is_never_cached()
    {
        using var cache = new Desk();
        TaskCompletionSource<string?> slow = new();
        var asking = Enumerable
            .Range(0, 5)
            .Select(_ => cache.Data.Get(key, () => new ValueTask<string?>(slow.Task)).AsTask())
            .ToList();
        slow.SetException(new TimeoutException());
        foreach (var one in asking) await Assert.ThrowsAsync<TimeoutException>(() => one);
        Assert.Null(await cache.Data.Find<string>(key));
        Assert.Equal("1", await cache.Count());
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task Options_bypass_the_cache_force_an_update_or_exclude_results()
    {
        using var cache = new Desk();
        await cache.Count();
        Assert.Equal("2", await cache.Count(new() { Bypass = true }));
        Assert.Equal("1", await cache.Count());
        Assert.Equal("3", await cache.Count(new() { Renew = true }));
        Assert.Equal("3", await cache.Count());
        CacheEntryOptions<string> even = new() { Keeps = value => value is "6" };
        var other = CacheKey.Of("other");
        Assert.Equal(
            ["4", "5", "6", "6"],
            [
                await cache.Count(even, other),
                await cache.Count(even, other),
                await cache.Count(even, other),
                await cache.Count(even, other),
            ]
        );
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public void The_cache_key_does_not_depend_on_the_order_of_its_arguments()
    {
        Assert.Equal(CacheKey.Of("a", ("x", 1), ("y", "2")), CacheKey.Of("a", ("y", 2), ("x", "1")));
        Assert.NotEqual(CacheKey.Of("a", ("x", null)), CacheKey.Of("a", ("x", "")));
        Assert.NotEqual(CacheKey.Of("a", ("x", "1&y=2")), CacheKey.Of("a", ("x", "1"), ("y", "2")));
        Assert.NotEqual(CacheKey.Of("a", ("x", "")), CacheKey.Of("a?x="));
        Assert.Throws<ArgumentException>(() => CacheKey.Of("a", ("x", 1), ("x", 2)));
    }

    [Fact]
    public async Task The_data_cache_is_limited_in_memory()
    {
        using var cache = new Desk(configure: options => options.DataBytes = 20_000);
        for (var i = 0; i < 2_000; i++)
            await cache.Data.Get(CacheKey.Of("many", ("i", i)), () => new ValueTask<string?>(new string('x', 1000)));
        Assert.InRange(cache.Figures.Data.Bytes, 1, 20_000);
        Assert.InRange(cache.Figures.Data.Entries, 1, 20);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(2 << 20)]
    public async Task A_value_larger_than_the_cache_is_returned_and_not_cached(int bytes)
    {
        using var cache = new Desk(configure: options => options.DataBytes = bytes);
        for (var i = 0; i < 3; i++)
            Assert.Equal(
                bytes,
                (
                    await cache.Data.Get(CacheKey.Of("large"), () => new ValueTask<string?>(new string('x', bytes)))
                )!.Length
            );
        Assert.Equal((3, 0, 0), (cache.Figures.Data.Misses, cache.Figures.Data.Entries, cache.Figures.Data.Bytes));
        for (var i = 0; i < 2; i++)
            await cache.Data.Get(CacheKey.Of("half"), () => new ValueTask<string?>(new string('x', bytes / 2)));
        Assert.Equal((4, 1), (cache.Figures.Data.Misses, cache.Figures.Data.Entries));
        Assert.InRange(cache.Figures.Data.Bytes, bytes / 2, bytes);
    }

    /// <summary>A data cache for one test. It counts how often a value was computed.</summary>
    sealed class Desk : IDisposable
    {
        readonly ServiceProvider services;
        int computed;

        public Desk(
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
}
