using System.Diagnostics;
using App.Patterns.Caching;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Caching;

public sealed class CachingModel(
    CachingDemo demo,
    DataCache cache,
    CachedResponseState state,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    int counted;

    public CachingDemo Demo => demo;

    /// <summary>
    /// Gets the result with or without the cache, or removes it from the cache, as the visitor chose in
    /// <paramref name="way"/>.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(CachingWay way)
    {
        var visitor = browser.Remember();
        var begun = Stopwatch.GetTimestamp();
        if (way is CachingWay.Remove or CachingWay.Many)
            await cache.Remove(CachingDemo.KeyOf(visitor));
        var results =
            way is CachingWay.Remove
                ? []
                : await Task.WhenAll(
                    Enumerable
                        .Range(0, way is CachingWay.Many ? CachingDemo.Callers : 1)
                        .Select(_ => GetResult(visitor, way))
                );
        items.Add(
            visitor,
            demo.Slug,
            new CachingTrial
            {
                Way = way,
                Counted = counted,
                Milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
                Age = results is [{ } result, ..] ? demo.AgeOf(result) : null,
            },
            time.GetUtcNow()
        );
        return Done();
    }

    /// <summary>Changes the data that the cached response shows.</summary>
    public IActionResult OnPut()
    {
        state.Change();
        return Done();
    }

    Task<CountedSource?> GetResult(string visitor, CachingWay way) =>
        Task.Run(async () =>
            await cache.Get(
                CachingDemo.KeyOf(visitor),
                () =>
                {
                    Interlocked.Increment(ref counted);
                    return new ValueTask<CountedSource?>(CountedSource.Count(time));
                },
                new()
                {
                    KeptFor = TimeSpan.FromSeconds(CachingDemo.Seconds),
                    Renew = way is CachingWay.Renew,
                    Bypass = way is CachingWay.Bypass,
                }
            )
        );
}
