using System.Globalization;
using App.Patterns.Caching;
using App.Tests.Testing;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Tests.Patterns.Caching;

public sealed class PageCacheValidationTests : CachedPages
{
    [Theory]
    [InlineData(CacheBackend.Memory)]
    [InlineData(CacheBackend.None)]
    public async Task A_request_with_the_current_ETag_gets_304_from_cache_and_handler(CacheBackend backend)
    {
        await Start(options => options.Backend = backend);
        var tag = (await Get("/same")).Headers.ETag!.Tag;
        foreach (var asked in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var answer = await Get("/same", ("If-None-Match", asked));
            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal("", await Text(answer));
            Assert.Equal(tag, answer.Headers.ETag!.Tag);
            Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        }
        Assert.Equal(4, Figures.Unchanged);
        Assert.Equal("/same", await Text(await Get("/same", ("If-None-Match", "\"other\""))));
        Assert.Equal("/same", await Text(await Get("/same", ("If-None-Match", "nonsense"))));
    }

    [Fact]
    public async Task A_conditional_request_gets_304_and_the_full_response_is_cached_for_the_next()
    {
        await Start();
        var tag = (await Get("/same")).Headers.ETag!.Tag;
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("same", Stop);
        Assert.Equal(HttpStatusCode.NotModified, (await Get("/same", ("If-None-Match", tag))).StatusCode);
        var next = await Get("/same");
        Assert.Equal((HttpStatusCode.OK, "/same"), (next.StatusCode, await Text(next)));
        Assert.True(next.Headers.Age.HasValue);
    }

    [Fact]
    public async Task Last_Modified_is_sent_only_when_its_second_is_over()
    {
        var clock = new SetClock();
        await Start(clock: clock);
        counter.ChangedAt = clock.GetUtcNow();
        Assert.False((await Get("/versioned")).Content.Headers.LastModified.HasValue);
        var now = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.OK, (await Get("/versioned", ("If-Modified-Since", now))).StatusCode);
        clock.Go(TimeSpan.FromSeconds(3));
        counter.Version = "2";
        Assert.True((await Get("/versioned")).Content.Headers.LastModified.HasValue);
        Assert.Equal(HttpStatusCode.NotModified, (await Get("/versioned", ("If-Modified-Since", now))).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await Get("/versioned", ("If-Modified-Since", now), ("If-None-Match", "\"other\""))).StatusCode
        );
    }
}
