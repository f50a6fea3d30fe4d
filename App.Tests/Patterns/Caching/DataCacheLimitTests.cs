using App.Patterns.Caching;

namespace App.Tests.Patterns.Caching;

public sealed class DataCacheLimitTests
{
    static readonly CacheKey key = CacheKey.Of("thing", ("id", 7));

    [Fact]
    public async Task The_data_cache_is_limited_in_memory()
    {
        using var cache = new DataCacheFixture(configure: options => options.DataBytes = 20_000);
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
        using var cache = new DataCacheFixture(configure: options => options.DataBytes = bytes);
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
}
