using App.Patterns.Caching;
using App.Tests.Testing;

namespace App.Tests.Patterns.Caching;

public sealed class PageCacheTests : CachedPages
{
    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task A_hundred_parallel_requests_for_an_uncached_page_run_one_computation()
    {
        await Start();
        var asking = Enumerable.Range(0, 100).Select(_ => app.Http.GetStringAsync("/slow", Stop)).ToList();
        await counter.Begun.Task;
        await Poll.Until(() => app.Services.GetRequiredService<Arrivals>().Count == 100);
        // All 100 requests have been counted, but on a busy machine the last ones may not have looked in the cache yet.
        // Gives them half a second for that.
        await Task.Delay(TimeSpan.FromSeconds(0.5), Stop);
        counter.Go.SetResult();
        Assert.All(await Task.WhenAll(asking), text => Assert.Equal("/slow 1", text));
        Assert.Equal(1, counter.Ran);
        Assert.Equal((1, 99), (Figures.Misses, Figures.Hits));
    }

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task An_aborted_first_request_does_not_affect_the_waiting_requests()
    {
        await Start();
        using var leaving = new CancellationTokenSource();
        var first = app.Http.GetStringAsync("/patient", leaving.Token);
        await counter.Begun.Task;
        var waiting = Enumerable.Range(0, 5).Select(_ => app.Http.GetStringAsync("/patient", Stop)).ToList();
        while (app.Services.GetRequiredService<Arrivals>().Count < 6) await Task.Yield();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await counter.Left.Task;
        counter.Go.SetResult();
        Assert.All(await Task.WhenAll(waiting), text => Assert.Equal("/patient 1", text));
        Assert.Equal("/patient 1", await Text(await Get("/patient")));
    }

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task A_cached_response_has_an_Age_header_and_a_fresh_one_has_none()
    {
        await Start();
        Assert.False((await Get("/page")).Headers.Age.HasValue);
        var kept = await Get("/page");
        Assert.True(kept.Headers.Age.HasValue);
        Assert.Equal("/page 1", await Text(kept));
        Assert.Equal((1, 1, 1), (Figures.Entries, Figures.Hits, Figures.Misses));
        Assert.InRange(Figures.Bytes, 50, 2000);
    }

    [Theory]
    [Trait("Statement", "P10.5")]
    [InlineData("/status/500")]
    [InlineData("/status/404")]
    [InlineData("/status/302")]
    public async Task An_error_response_is_never_cached(string url)
    {
        await Start();
        await Get(url);
        await Get(url);
        Assert.Equal(2, counter.Ran);
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task A_page_that_throws_runs_again_on_the_next_request()
    {
        await Start();
        Assert.Equal(HttpStatusCode.InternalServerError, (await Get("/throws-once")).StatusCode);
        Assert.Equal("/throws-once 2", await Text(await Get("/throws-once")));
    }

    [Fact]
    public async Task The_page_cache_is_limited_in_memory()
    {
        await Start(pages: options => (options.PageBytes, options.MaxPageBytes) = (30_000, 5_000));
        for (var i = 0; i < 300; i++) await Get($"/query?a={i}{new string('x', 900)}");
        Assert.InRange(Figures.Bytes, 1, 30_000);
        await Get("/large");
        await Get("/large");
        Assert.Equal(302, counter.Ran);
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(CacheBackend.None, 2, 0)]
    [InlineData(CacheBackend.Memory, 1, 1)]
    [InlineData(CacheBackend.Distributed, 1, 0)]
    public async Task The_same_option_selects_the_backend_of_the_page_cache(CacheBackend backend, int ran, long entries)
    {
        await Start(options => options.Backend = backend);
        await Get("/page");
        await Get("/page");
        Assert.Equal(ran, counter.Ran);
        Assert.Equal(entries, Figures.Entries);
        var tag = (await Get("/page")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.OK, (await Get("/versioned", ("If-None-Match", tag.Tag))).StatusCode);
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_are_served_when_the_cache_backend_fails_or_hangs(bool hangs)
    {
        await Start(options => options.Backend = CacheBackend.Distributed);
        await Get("/page");
        (shared.IsBroken, shared.Hangs) = (!hangs, hangs);
        Assert.Equal("/page 2", await Text(await Get("/page")));
        Assert.Equal("/page 3", await Text(await Get("/page")));
        Assert.Equal(1, app.Services.GetRequiredService<CacheStatistics>().Failures);
    }
}
