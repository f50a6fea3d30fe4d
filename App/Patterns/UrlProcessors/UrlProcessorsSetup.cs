using System.Reflection;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.Extensions.Localization;

namespace App.Patterns.UrlProcessors;

/// <summary>Registers URL processors and the language in the path. Flask documentation: Using URL Processors.</summary>
public static class UrlProcessorsSetup
{
    /// <summary>Puts all pages below <c>/{lang}</c> and registers the catalogues of an assembly.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly with the embedded catalogues.</param>
    /// <param name="codes">The codes of the languages, the default language first.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The catalogue of a language is missing.</exception>
    public static IServiceCollection AddUrlProcessors(
        this IServiceCollection services,
        Assembly assembly,
        params string[] codes
    ) => services.AddUrlProcessors(assembly, known: null, codes);

    /// <summary>
    /// Puts all pages below <c>/{lang}</c> and registers the catalogues of an assembly, shared with another
    /// application.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly with the embedded catalogues.</param>
    /// <param name="known">The catalogues of another application in the same assembly; null for none.</param>
    /// <param name="codes">The codes of the languages, the default language first.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The catalogue of a language is missing.</exception>
    public static IServiceCollection AddUrlProcessors(
        this IServiceCollection services,
        Assembly assembly,
        Catalogues? known,
        params string[] codes
    )
    {
        var catalogues = new Catalogues(assembly, new Languages(codes), known);
        services.AddSingleton(catalogues);
        services.AddSingleton<IStringLocalizerFactory>(catalogues).AddSingleton<IStringLocalizer>(catalogues);
        return services.AddUrlProcessors(codes);
    }

    /// <summary>Puts all pages below <c>/{lang}</c>, without catalogues.</summary>
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

    /// <summary>Adds a processor. Processors run in registration order.</summary>
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
        // PostConfigure, because the framework replaces the list of conventions when it configures itself.
        services.AddOptions<RazorPagesOptions>().PostConfigure<IEnumerable<UrlProcessor>>((options, processors) =>
            options.Conventions.Add(new UrlProcessorRoutes([.. processors])));
        return services.AddSingleton<IUrlHelperFactory>(provider => new ProcessedUrls(
            ActivatorUtilities.CreateInstance<UrlHelperFactory>(provider),
            provider.GetRequiredService<IActionDescriptorCollectionProvider>(),
            provider.GetServices<UrlProcessor>()));
    }

    /// <summary>Adds middleware that runs the processors. Register right after <c>UseRouting</c>.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseUrlProcessors(this IApplicationBuilder app) =>
        app.UseMiddleware<UrlProcessing>();

    /// <summary>
    /// Maps <c>/</c> to a redirect to the language of the cookie, else of <c>Accept-Language</c>, and sets the cookie.
    /// </summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapLanguageRoot(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language, Cookie";
            context.Response.Headers.CacheControl = "no-store";
            context.RememberLanguage(context.Language());
            return Results.Redirect($"{context.PageRoot()}/{context.Request.QueryString}");
        });
}
