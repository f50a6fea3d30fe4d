using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching;

/// <summary>Registers the data cache and the page cache.</summary>
/// <remarks>Flask documentation: Caching.</remarks>
public static class CachingSetup
{
    /// <summary>
    /// Registers <see cref="DataCache"/> for data, the output cache with <see cref="PagePolicy"/> for public pages, and
    /// <see cref="CacheStatistics"/>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddCaching(
        this IServiceCollection services,
        Action<CachingOptions>? configure = null
    )
    {
        services.Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton<CacheStatistics>()
            .AddSingleton<ResilientDistributedCache>()
            .AddSingleton<IOutputCacheStore, PageStore>();
        services.AddSingleton(provider => new DataCache(
            provider.GetRequiredService<IOptions<CachingOptions>>(),
            provider.GetRequiredService<CacheStatistics>(),
            provider.GetRequiredService<ResilientDistributedCache>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<IOptions<CachingOptions>>((options, own) =>
        {
            options.UseCaseSensitivePaths = true;
            options.MaximumBodySize = own.Value.MaxPageBytes;
        });
        return services.Watch();
    }

    /// <summary>
    /// Adds the page cache. Register after authentication and authorization. When it is registered before them, nothing
    /// is cached.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <exception cref="InvalidOperationException">
    /// The options require a distributed cache, but the application has none.
    /// </exception>
    public static IApplicationBuilder UseCaching(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.ApplicationServices.GetRequiredService<ResilientDistributedCache>().Check();
        return app.UseMiddleware<ConditionalGetMiddleware>().UseOutputCache().UseMiddleware<ETagMiddleware>();
    }

    static IServiceCollection Watch(this IServiceCollection services)
    {
        // Added first, so that a later AddAntiforgery does not replace the decorated service.
        services.AddAntiforgery();
        var platform = services.Last(service => service.ServiceType == typeof(IAntiforgery));
        return services.Replace(
            ServiceDescriptor.Singleton<IAntiforgery>(provider => new NoStoreAntiforgery(
                (IAntiforgery)ActivatorUtilities.CreateInstance(provider, platform.ImplementationType!)
            ))
        );
    }
}
