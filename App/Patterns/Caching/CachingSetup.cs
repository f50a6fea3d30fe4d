using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching;

/// <summary>Registers the data cache.</summary>
/// <remarks>Flask documentation: Caching.</remarks>
public static class CachingSetup
{
    /// <summary>
    /// The service key of an <see cref="IDistributedCache"/>. When a cache is registered with this key, it is used
    /// instead of the cache without a key.
    /// </summary>
    internal const string SharedKey = "caching";

    /// <summary>Registers <see cref="DataCache"/> and <see cref="CacheStatistics"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>The same collection, for chaining.</returns>
    /// <remarks>
    /// The application does not start when the options require a distributed cache and none is registered.
    /// </remarks>
    public static IServiceCollection AddCaching(
        this IServiceCollection services,
        Action<CachingOptions>? configure = null
    )
    {
        services
            .AddOptions<CachingOptions>()
            .Configure(configure ?? (_ => { }))
            .Validate<IServiceProviderIsService>(
                (options, registered) =>
                    options.Backend != CacheBackend.Distributed || registered.IsService(typeof(IDistributedCache)),
                $"The cache setting is {CacheBackend.Distributed}, "
                    + $"but the application has no {nameof(IDistributedCache)}."
            )
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<CacheStatistics>()
            .AddSingleton(provider => new DataCache(
                provider.GetRequiredService<IOptions<CachingOptions>>(),
                provider.GetRequiredService<CacheStatistics>(),
                provider.SharedCache(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>()
            ));
    }

    internal static IDistributedCache? SharedCache(this IServiceProvider services) =>
        services.GetKeyedService<IDistributedCache>(SharedKey) ?? services.GetService<IDistributedCache>();
}
