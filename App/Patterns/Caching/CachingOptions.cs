namespace App.Patterns.Caching;

/// <summary>Where results are cached.</summary>
public enum CacheBackend
{
    /// <summary>Nothing is cached. Concurrent calls with the same key still share one computation.</summary>
    None,

    /// <summary>In the memory of this process, up to a maximum size.</summary>
    Memory,

    /// <summary>
    /// In the application's <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/>, which several
    /// processes share.
    /// </summary>
    Distributed,
}

/// <summary>The options of the cache.</summary>
public sealed class CachingOptions
{
    /// <summary>Where results are cached. Default: in memory.</summary>
    public CacheBackend Backend { get; set; } = CacheBackend.Memory;

    /// <summary>
    /// The maximum size of the data cache in memory, in bytes. Results are measured as JSON. Default: 4 MiB.
    /// </summary>
    public long DataBytes { get; set; } = 4 << 20;

    /// <summary>
    /// A prefix of all cache keys. In a shared distributed cache, it separates the entries of different applications
    /// and of builds that render differently.
    /// </summary>
    public string Owner { get; set; } = "";
}
