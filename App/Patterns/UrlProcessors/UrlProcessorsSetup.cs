using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Registers URL processors, such as the processor for the language in the path. Flask documentation: Using URL
/// Processors.
/// </summary>
public static class UrlProcessorsSetup
{
    /// <summary>Puts all pages below <c>/{lang}</c>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="codes">The codes of the languages, the default language first.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUrlProcessors(this IServiceCollection services, params string[] codes)
    {
        var languages = new Languages(codes);
        services.AddSingleton(languages);
        services.Configure<RouteOptions>(options =>
            options.SetParameterPolicy<LanguageConstraint>(Languages.Parameter)
        );
        return services.AddUrlProcessor(new LanguageProcessor(languages));
    }

    /// <summary>
    /// Adds a URL processor. The processors run in registration order, those for all pages before those for a folder.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="processor">The processor.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUrlProcessor(this IServiceCollection services, UrlProcessor processor)
    {
        services.AddSingleton(processor);
        if (
            services.Any(service =>
                service.ServiceType == typeof(IUrlHelperFactory) && service.ImplementationFactory is not null
            )
        )
            return services;
        // Uses PostConfigure, because the framework replaces the list of conventions when it configures its options.
        services.AddOptions<RazorPagesOptions>().PostConfigure<IEnumerable<UrlProcessor>>((options, processors) =>
            options.Conventions.Add(new UrlProcessorRoutes([.. processors])));
        return services.AddSingleton<IUrlHelperFactory>(provider => new ProcessedUrls(
            ActivatorUtilities.CreateInstance<UrlHelperFactory>(provider),
            provider.GetRequiredService<IActionDescriptorCollectionProvider>(),
            provider.GetServices<UrlProcessor>()));
    }

    /// <summary>Adds middleware that runs the URL processors. Call this method right after <c>UseRouting</c>.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseUrlProcessors(this IApplicationBuilder app) =>
        app.UseMiddleware<UrlProcessing>();
}
