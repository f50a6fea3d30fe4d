using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using App.Patterns.Caching;

namespace App.Tests.Patterns.Caching;

public sealed class DataCacheBackendTests
{
    static readonly CacheKey key = CacheKey.Of("thing", ("id", 7));

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(CacheBackend.None, "2", 0)]
    [InlineData(CacheBackend.Memory, "1", 1)]
    [InlineData(CacheBackend.Distributed, "1", 0)]
    public async Task An_option_selects_the_cache_backend(CacheBackend backend, string second, long inThisProcess)
    {
        using var cache = new DataCacheFixture(backend);
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
        using var one = new DataCacheFixture(CacheBackend.Distributed);
        using var two = new DataCacheFixture(CacheBackend.Distributed, one.Shared);
        using var other = new DataCacheFixture(
            CacheBackend.Distributed, one.Shared, options => options.Owner = "other");
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
        using var cache = new DataCacheFixture(CacheBackend.Distributed, resilience: options =>
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
}
