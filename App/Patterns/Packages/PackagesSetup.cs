using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace App.Patterns.Packages;

public static class PackagesSetup
{
    /// <summary>Registers the modules of an application in the order of who may use whom.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="blueprints">A blueprint may use those before it.</param>
    /// <param name="application">Hooks and error handlers of the application, around those of every blueprint.</param>
    /// <param name="hostFolder">
    /// The folder with the application's own pages and partials, below the root of the pages. <c>Site/Links/Home</c>
    /// replaces the page <c>Links/Home</c>; links to <c>/Links/Home</c> lead to it.
    /// </param>
    /// <exception cref="InvalidOperationException">A name is empty, has a dot or is given twice.</exception>
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
        // First in the list: a blueprint's prefix stands behind what later conventions put before it.
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
                    options.ViewLocationExpanders.Add(new HostViewsFirst(root, hostFolder));
                }
            );
        if (hostFolder is not null)
            services.AddSingleton<IPageRouteModelProvider>(new HostPages(hostFolder));
        return services;
    }

    /// <summary>
    /// Adds the hooks, error handlers and middleware of the blueprints. Call it right after <c>UseRouting</c>.
    /// </summary>
    public static IApplicationBuilder UseBlueprints(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<BlueprintMiddleware>();
        foreach (var blueprint in Registered(app.ApplicationServices)) blueprint.Blueprint.ConfigurePipeline(app);
        return app;
    }

    /// <param name="routes">Of the application.</param>
    /// <param name="map">Maps what a blueprint has besides its own, at its place and below its hooks.</param>
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

    /// <summary>The blueprint whose view answers this request; null where an address matches none.</summary>
    public static RegisteredBlueprint? Blueprint(this HttpContext context) =>
        context?.GetEndpoint()?.Metadata.GetMetadata<RegisteredBlueprint>();

    /// <summary>Routing reads the table when it starts and would pass over in silence what comes later.</summary>
    sealed class RoutesUntilStart(IEndpointRouteBuilder routes) : IEndpointRouteBuilder
    {
        readonly CancellationToken started = routes
            .ServiceProvider.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted;

        public ICollection<EndpointDataSource> DataSources =>
            started.IsCancellationRequested
                ? throw new InvalidOperationException(
                    "The application has started: its blueprints and addresses are fixed."
                )
                : routes.DataSources;

        public IServiceProvider ServiceProvider => routes.ServiceProvider;

        public IApplicationBuilder CreateApplicationBuilder() => routes.CreateApplicationBuilder();
    }

    static IReadOnlyList<RegisteredBlueprint> Registered(IServiceProvider services) =>
        services.GetRequiredService<IReadOnlyList<RegisteredBlueprint>>();
}
