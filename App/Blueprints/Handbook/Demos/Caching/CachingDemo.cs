using App.Patterns.Caching;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>A result of slow work is kept for each visitor, and a whole answer for all of them.</summary>
public sealed class CachingDemo(
    DataCache cache,
    CacheStatistics figures,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : Demonstration
{
    public const int Seconds = 60;
    public const int Callers = 10;

    const int Shown = 6;

    public override string Slug => "caching";

    public override string Partial => "_Caching";

    /// <summary>What was tried last, the newest first.</summary>
    public IEnumerable<CachingTrial> Trials =>
        browser.Key is { } visitor ? items.All<CachingTrial>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];

    /// <summary>What the caches of this application did since it started.</summary>
    public CacheStatistics Figures => figures;

    /// <summary>What is kept of this visitor; null when nothing is, or no longer.</summary>
    public async ValueTask<CountedSource?> Kept() =>
        browser.Key is { } visitor && await cache.Find<CountedSource>(KeyOf(visitor)) is { } kept ? kept.Value : null;

    public double AgeOf(CountedSource counted)
    {
        ArgumentNullException.ThrowIfNull(counted);
        return (time.GetUtcNow() - counted.CountedAt).TotalSeconds;
    }

    public static CacheKey KeyOf(string visitor) => CacheKey.Of("counted-source", ("visitor", visitor));
}

/// <summary>How the result is asked for.</summary>
public enum CachingWay { Ask, Renew, Bypass, Forget, Many }

/// <summary>What came of it.</summary>
public sealed record CachingTrial
{
    public required CachingWay Way { get; init; }

    /// <summary>How often it was counted for this.</summary>
    public required int Counted { get; init; }

    public required double Milliseconds { get; init; }

    /// <summary>How old the result was; null where nothing was asked for.</summary>
    public double? Age { get; init; }
}
