using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace App.Patterns.Packages;

/// <summary>
/// Registers and maps blueprints. Flask documentation: Large Applications as Packages, Working with Blueprints.
/// </summary>
public static class PackagesSetup
{
    /// <summary>Registers the blueprints of an application and their services.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="blueprints">In dependency order: a blueprint may use those before it.</param>
    /// <param name="application">
    /// Adds the hooks and error handlers of the application, which run around those of every blueprint; null for none.
    /// </param>
    /// <param name="hostFolder">
    /// The folder with the application's own pages and partials, below the root of the pages; null for none.
    /// <c>Site/Links/Home</c> replaces the page <c>Links/Home</c>, and links to <c>/Links/Home</c> open the
    /// replacement.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">A name is empty, contains a dot or is used twice.</exception>
    public static IServiceCollection AddBlueprints(
        this IServiceCollection services, IReadOnlyList<Blueprint> blueprints,
        Action<BlueprintHooks>? application = null, string? hostFolder = null)
    {
        ArgumentNullException.ThrowIfNull(blueprints);
        var hooks = new BlueprintHooks();
        application?.Invoke(hooks);
        var registered = RegisteredBlueprint.All(blueprints, hooks);
        services.AddSingleton(hooks).AddSingleton(registered);
        foreach (var blueprint in registered.Select(one => one.Blueprint).DistinctBy(blueprint => blueprint.GetType()))
            blueprint.ConfigureServices(services);
        // Runs before other conventions, so that they can put their segments, such as the language, before the
        // blueprint's prefix.
        services.PostConfigure<RazorPagesOptions>(options =>
            options.Conventions.Insert(0, new BlueprintPages(registered))
        );
        services
            .AddOptions<RazorViewEngineOptions>()
            .PostConfigure<IOptions<RazorPagesOptions>, ApplicationPartManager>(
                (options, pages, parts) =>
                {
                    var root = pages.Value.RootDirectory.TrimEnd('/');
                    options.ViewLocationExpanders.Add(new BlueprintViews(parts, root));
                    options.ViewLocationExpanders.Add(new HostViewLocations(root, hostFolder));
                }
            );
        if (hostFolder is not null)
            services.AddSingleton<IPageRouteModelProvider>(new HostPages(hostFolder));
        return services;
    }

    /// <summary>
    /// Adds the hooks, error handlers and middleware of the blueprints. Register right after <c>UseRouting</c>.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseBlueprints(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<BlueprintMiddleware>();
        foreach (var blueprint in Registered(app.ApplicationServices)) blueprint.Blueprint.ConfigurePipeline(app);
        return app;
    }

    /// <summary>Maps the endpoints of all blueprints, each with its prefix and host.</summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <param name="map">
    /// Maps additional endpoints of a blueprint, in its group and with its hooks; null for none.
    /// </param>
    public static void MapBlueprints(
        this IEndpointRouteBuilder routes,
        Action<RegisteredBlueprint, IEndpointRouteBuilder>? map = null
    )
    {
        ArgumentNullException.ThrowIfNull(routes);
        var open = new RoutesUntilStart(routes);
        foreach (var blueprint in Registered(routes.ServiceProvider))
        {
            var group = open.MapGroup(blueprint.Prefix).WithMetadata(blueprint);
            if (blueprint.Host is { } host) group.RequireHost(host);
            blueprint.Blueprint.Map(new RoutesUntilStart(group));
            map?.Invoke(blueprint, new RoutesUntilStart(group));
        }
    }

    /// <summary>Returns the blueprint of the matched endpoint.</summary>
    /// <param name="context">The request, after routing.</param>
    /// <returns>The blueprint; null when no endpoint matches or it belongs to no blueprint.</returns>
    public static RegisteredBlueprint? Blueprint(this HttpContext context) =>
        context?.GetEndpoint()?.Metadata.GetMetadata<RegisteredBlueprint>();

    /// <summary>
    /// Throws when an endpoint is added after the start, because routing would ignore it without an error.
    /// </summary>
    sealed class RoutesUntilStart(IEndpointRouteBuilder routes) : IEndpointRouteBuilder
    {
        readonly CancellationToken started = routes
            .ServiceProvider.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted;

        public ICollection<EndpointDataSource> DataSources =>
            started.IsCancellationRequested
                ? throw new InvalidOperationException(
                    "The application has started: blueprints and endpoints can no longer be added."
                )
                : routes.DataSources;

        public IServiceProvider ServiceProvider => routes.ServiceProvider;

        public IApplicationBuilder CreateApplicationBuilder() => routes.CreateApplicationBuilder();
    }

    static IReadOnlyList<RegisteredBlueprint> Registered(IServiceProvider services) =>
        services.GetRequiredService<IReadOnlyList<RegisteredBlueprint>>();
}
