using Microsoft.Extensions.Caching.Distributed;

namespace App.Patterns.Caching.Resilience;

/// <summary>Lets the application continue to work while its distributed cache is slow or fails.</summary>
public static class ResilientCacheSetup
{
    /// <summary>
    /// Computes results without the distributed cache while it is slow or fails. Without this call, exceptions of the
    /// distributed cache reach the callers of the page cache.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddResilientCache(
        this IServiceCollection services,
        Action<ResilientCacheOptions>? configure = null
    ) =>
        services
            .Configure(configure ?? (_ => { }))
            .AddKeyedSingleton<IDistributedCache, ResilientDistributedCache>(CachingSetup.SharedKey);
}
