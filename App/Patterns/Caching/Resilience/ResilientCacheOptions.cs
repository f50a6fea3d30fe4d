namespace App.Patterns.Caching.Resilience;

/// <summary>The options that determine when a slow or failing distributed cache is not used.</summary>
public sealed class ResilientCacheOptions
{
    /// <summary>
    /// The timeout for one call to the distributed cache. After the timeout, the value is computed without the cache.
    /// Default: 250 ms.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the distributed cache is not used after a failure. Default: 5 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
