namespace App.Patterns.Packages;

public static class PackagesSetup
{
    /// <summary>Registers the modules of an application, in the order of who may use whom. Throws when two have one name.</summary>
    public static IServiceCollection AddBlueprints(this IServiceCollection services, IReadOnlyList<Blueprint> blueprints)
    {
        ArgumentNullException.ThrowIfNull(blueprints);
        foreach (var blueprint in blueprints)
        {
            services.AddSingleton(blueprint);
            blueprint.ConfigureServices(services);
        }
        return services;
    }

    public static void MapBlueprints(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        foreach (var blueprint in routes.ServiceProvider.GetServices<Blueprint>()) blueprint.Map(routes);
    }
}
