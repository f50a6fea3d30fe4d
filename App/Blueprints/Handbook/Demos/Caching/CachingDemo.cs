using App.Patterns.Caching;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>
/// Caches the result of slow work separately for each visitor, and a whole response for all visitors together.
/// </summary>
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

    /// <summary>The outcomes of this visitor's last requests for the result, newest first.</summary>
    public IEnumerable<CachingTrial> Trials =>
        browser.Key is { } visitor ? items.All<CachingTrial>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];

    /// <summary>Statistics of this application's caches since startup.</summary>
    public CacheStatistics Figures => figures;

    /// <summary>This visitor's cached result; null when there is none or it has expired.</summary>
    public async ValueTask<CountedSource?> Cached() =>
        browser.Key is { } visitor && await cache.Find<CountedSource>(KeyOf(visitor)) is { } cached
            ? cached.Value
            : null;

    public double AgeOf(CountedSource counted)
    {
        ArgumentNullException.ThrowIfNull(counted);
        return (time.GetUtcNow() - counted.CountedAt).TotalSeconds;
    }

    public static CacheKey KeyOf(string visitor) => CacheKey.Of("counted-source", ("visitor", visitor));
}

/// <summary>
/// What a request does with the cached result: get it, compute it again, bypass the cache, remove it, or remove it and
/// get it several times in parallel.
/// </summary>
public enum CachingWay { Request, Renew, Bypass, Remove, Many }

/// <summary>The outcome of a visitor's request for the result of slow work.</summary>
public sealed record CachingTrial
{
    public required CachingWay Way { get; init; }

    /// <summary>How often the request computed the result; 0 if it was cached.</summary>
    public required int Counted { get; init; }

    public required double Milliseconds { get; init; }

    /// <summary>The age of the result in seconds; null when the request only removed it from the cache.</summary>
    public double? Age { get; init; }
}
