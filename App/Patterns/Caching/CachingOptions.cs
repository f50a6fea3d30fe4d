namespace App.Patterns.Caching;

/// <summary>Where results are kept.</summary>
public enum CacheBackend
{
    /// <summary>Nowhere: everything is computed, many equal requests at once still only once.</summary>
    None,

    /// <summary>In this process, up to a size.</summary>
    Memory,

    /// <summary>
    /// In the application's <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/>, which other
    /// processes share and which may fail.
    /// </summary>
    Distributed,
}

public sealed class CachingOptions
{
    public CacheBackend Backend { get; set; } = CacheBackend.Memory;

    /// <summary>How much data is kept in memory, in bytes of its JSON.</summary>
    public long DataBytes { get; set; } = 4 << 20;

    /// <summary>How much of whole answers is kept in memory.</summary>
    public long PageBytes { get; set; } = 16 << 20;

    /// <summary>A larger answer is not kept.</summary>
    public long LargestPage { get; set; } = 1 << 20;

    /// <summary>How long a shared back end may take before its answer is done without.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a shared back end that failed is left alone.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tells apart those who share a back end: libraries, and builds, whose pages look different.</summary>
    public string Owner { get; set; } = "";

    /// <summary>
    /// Requests that get an answer of their own, neither from the cache nor kept, such as those of somebody for whom a
    /// note waits.
    /// </summary>
    public Func<HttpContext, bool> Unless { get; set; } = _ => false;

    /// <summary>
    /// What else about a request changes public answers, such as a theme by cookie. Few values: each is an entry of its
    /// own.
    /// </summary>
    public Func<HttpContext, string> VaryBy { get; set; } = _ => "";
}
