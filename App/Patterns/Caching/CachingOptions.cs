namespace App.Patterns.Caching;

/// <summary>Where results are cached.</summary>
public enum CacheBackend
{
    /// <summary>Nothing is cached. Concurrent equal calls are still computed only once.</summary>
    None,

    /// <summary>In the memory of this process, up to a maximum size.</summary>
    Memory,

    /// <summary>
    /// In the application's <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/>, which several
    /// processes share. Failures of it are tolerated.
    /// </summary>
    Distributed,
}

/// <summary>The options of the data cache and the page cache.</summary>
public sealed class CachingOptions
{
    /// <summary>Where results are cached. Default: in memory.</summary>
    public CacheBackend Backend { get; set; } = CacheBackend.Memory;

    /// <summary>The maximum size of cached data in memory, in bytes of its JSON. Default: 4 MiB.</summary>
    public long DataBytes { get; set; } = 4 << 20;

    /// <summary>The maximum size of cached responses in memory, in bytes. Default: 16 MiB.</summary>
    public long PageBytes { get; set; } = 16 << 20;

    /// <summary>The maximum size of one cached response, in bytes. Default: 1 MiB.</summary>
    public long MaxPageBytes { get; set; } = 1 << 20;

    /// <summary>
    /// The timeout for one call to the distributed cache. After it the value is computed without the cache. Default:
    /// 250 ms.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the distributed cache is not used after a failure. Default: 5 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A prefix of all keys. It separates libraries, and builds that render differently, in a shared distributed cache.
    /// </summary>
    public string Owner { get; set; } = "";

    /// <summary>
    /// Returns whether a request bypasses the page cache, for example because a flash message is pending. Default: no
    /// request does.
    /// </summary>
    public Func<HttpContext, bool> Unless { get; set; } = _ => false;

    /// <summary>
    /// Returns an additional part of the key of a page, such as a theme from a cookie. Use few values, because each has
    /// its own cache entry.
    /// </summary>
    public Func<HttpContext, string> VaryBy { get; set; } = _ => "";
}
