using App.Patterns.Caching;

namespace App.Tests.Patterns.Caching;

public sealed class DataCacheTests
{
    static readonly CacheKey key = CacheKey.Of("thing", ("id", 7));

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task A_result_is_cached_until_it_expires()
    {
        using var cache = new DataCacheFixture();
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
        using var cache = new DataCacheFixture();
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
        using var cache = new DataCacheFixture();
        Assert.Null(await cache.Data.Get<string>(key, () => default));
        Assert.Null(await cache.Data.Find<string>(key));
        Assert.Equal("1", await cache.Count());
        Assert.Equal(1, cache.Figures.Data.Refused);
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_result_is_evicted_by_key_and_by_tag()
    {
        using var cache = new DataCacheFixture();
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
        using var cache = new DataCacheFixture(backend);
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
        using var cache = new DataCacheFixture();
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
        using var cache = new DataCacheFixture();
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
}
