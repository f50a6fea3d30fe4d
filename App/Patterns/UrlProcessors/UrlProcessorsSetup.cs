using System.Reflection;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.Extensions.Localization;

namespace App.Patterns.UrlProcessors;

public static class UrlProcessorsSetup
{
    /// <summary>
    /// Pages below <c>/{lang}</c>, with their texts from the catalogues of <paramref name="assembly"/>.
    /// </summary>
    public static IServiceCollection AddUrlProcessors(
        this IServiceCollection services,
        Assembly assembly,
        params string[] codes
    ) => services.AddUrlProcessors(assembly, known: null, codes);

    /// <param name="known">The texts of another application of this assembly, to be shared.</param>
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

    /// <summary>Pages below <c>/{lang}</c>, the first language the default.</summary>
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
    /// A further part that pages share, of all or of one folder. Processors run in the order they are added.
    /// </summary>
    public static IServiceCollection AddUrlProcessor(this IServiceCollection services, UrlProcessor processor)
    {
        services.AddSingleton(processor);
        if (
            services.Any(service =>
                service.ServiceType == typeof(IUrlHelperFactory) && service.ImplementationFactory is not null
            )
        )
            return services;
        // The framework sets the list of conventions anew when it configures itself.
        services.AddOptions<RazorPagesOptions>().PostConfigure<IEnumerable<UrlProcessor>>((options, processors) =>
            options.Conventions.Add(new UrlProcessorRoutes([.. processors])));
        return services.AddSingleton<IUrlHelperFactory>(provider => new ProcessedUrls(
            ActivatorUtilities.CreateInstance<UrlHelperFactory>(provider),
            provider.GetRequiredService<IActionDescriptorCollectionProvider>(),
            provider.GetServices<UrlProcessor>()));
    }

    public static IApplicationBuilder UseUrlProcessors(this IApplicationBuilder app) =>
        app.UseMiddleware<UrlProcessing>();

    /// <summary>
    /// <c>/</c> leads to the visitor's language, by cookie, else by what the browser asks for, and remembers it.
    /// </summary>
    public static IEndpointConventionBuilder MapLanguageRoot(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language, Cookie";
            context.Response.Headers.CacheControl = "no-store";
            context.RememberLanguage(context.Language());
            return Results.Redirect($"{context.PageRoot()}/{context.Request.QueryString}");
        });
}
