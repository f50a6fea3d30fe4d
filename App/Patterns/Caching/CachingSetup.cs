using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching;

public static class CachingSetup
{
    /// <summary>
    /// Data by <see cref="DataCache"/>, public answers by the output cache with <see cref="PagePolicy"/>, counted by
    /// <see cref="CacheStatistics"/>.
    /// </summary>
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
            options.MaximumBodySize = own.Value.LargestPage;
        });
        return services.Watch();
    }

    /// <summary>
    /// Stands after authentication and authorization; before them it keeps nothing. Throws when the back end of the
    /// options is missing.
    /// </summary>
    public static IApplicationBuilder UseCaching(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.ApplicationServices.GetRequiredService<ResilientDistributedCache>().Check();
        return app.UseMiddleware<ConditionalGetMiddleware>().UseOutputCache().UseMiddleware<ETagMiddleware>();
    }

    static IServiceCollection Watch(this IServiceCollection services)
    {
        // Whoever adds it later finds it there.
        services.AddAntiforgery();
        var platform = services.Last(service => service.ServiceType == typeof(IAntiforgery));
        return services.Replace(
            ServiceDescriptor.Singleton<IAntiforgery>(provider => new NoStoreAntiforgery(
                (IAntiforgery)ActivatorUtilities.CreateInstance(provider, platform.ImplementationType!)
            ))
        );
    }
}
