using Microsoft.AspNetCore.OutputCaching;

namespace App.Tests.Patterns.Caching;

public sealed class PageCacheInvalidationTests : CachedPages
{
    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_new_version_or_tag_eviction_invalidates_a_cached_response()
    {
        await Start();
        Assert.Equal("/versioned 1", await Text(await Get("/versioned")));
        Assert.Equal("/versioned 1", await Text(await Get("/versioned")));
        counter.Version = "2";
        Assert.Equal("/versioned 2", await Text(await Get("/versioned")));
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("things", Stop);
        Assert.Equal(0, Figures.Entries);
        Assert.Equal("/versioned 3", await Text(await Get("/versioned")));
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task An_entry_cached_again_under_its_key_can_be_evicted_again()
    {
        await Start();
        var pages = app.Services.GetRequiredService<IOutputCacheStore>();
        for (var i = 0; i < 2_000; i++)
        {
            await pages.SetAsync("page", [1], ["things"], TimeSpan.FromMinutes(1), Stop);
            await pages.EvictByTagAsync("things", Stop);
            Assert.Null(await pages.GetAsync("page", Stop));
        }
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_response_computed_during_a_change_is_not_served_afterwards()
    {
        await Start();
        var early = app.Http.GetStringAsync("/slow-versioned", Stop);
        await counter.Begun.Task;
        // The page has been computed from version 1, but is not in the cache yet. Simulates a change of the data at
        // this moment: sets a new version and evicts the cached pages.
        counter.Version = "2";
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("things", Stop);
        counter.Go.SetResult();
        Assert.Equal("/slow-versioned 1", await early);
        Assert.Equal("/slow-versioned 2", await Text(await Get("/slow-versioned")));
    }
}
