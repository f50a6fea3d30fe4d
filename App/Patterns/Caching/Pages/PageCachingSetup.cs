using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching.Pages;

/// <summary>Registers the cache of public pages.</summary>
/// <remarks>Flask documentation: Caching; View Decorators, Caching Decorator.</remarks>
public static class PageCachingSetup
{
    /// <summary>Registers the output cache with <see cref="PagePolicy"/> for public pages.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>The same collection, for chaining.</returns>
    /// <remarks>Requires <see cref="CachingSetup.AddCaching"/>, which selects where responses are cached.</remarks>
    public static IServiceCollection AddPageCaching(
        this IServiceCollection services,
        Action<PageCachingOptions>? configure = null
    )
    {
        services.Configure(configure ?? (_ => { })).AddSingleton<IOutputCacheStore, PageStore>().AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<IOptions<PageCachingOptions>>((options, own) =>
        {
            options.UseCaseSensitivePaths = true;
            options.MaximumBodySize = own.Value.MaxPageBytes;
        });
        return services.Watch();
    }

    /// <summary>
    /// Adds the page cache. Register after authentication and authorization. If the page cache is registered before
    /// them, nothing is cached.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static IApplicationBuilder UsePageCaching(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<ConditionalGetMiddleware>().UseOutputCache().UseMiddleware<ETagMiddleware>();
    }

    static IServiceCollection Watch(this IServiceCollection services)
    {
        // Registers the antiforgery service before the code below wraps it. A later call of AddAntiforgery then does
        // not replace the wrapper.
        services.AddAntiforgery();
        var platform = services.Last(service => service.ServiceType == typeof(IAntiforgery));
        return services.Replace(
            ServiceDescriptor.Singleton<IAntiforgery>(provider => new NoStoreAntiforgery(
                (IAntiforgery)ActivatorUtilities.CreateInstance(provider, platform.ImplementationType!)
            ))
        );
    }
}
