using App.Blueprints.Handbook.Demos;
using App.Blueprints.Handbook.Exchanges;
using App.Patterns.Packages;

namespace App.Blueprints.Handbook;

/// <summary>
/// The blueprint of one demonstration (the live example in a handbook chapter). Registers its services, pages and
/// endpoints, and a hook that records its HTTP exchanges for the visitor. Its name is the slug of the chapter.
/// </summary>
sealed class DemonstrationBlueprint<TDemonstration> : Blueprint where TDemonstration : Demonstration
{
    /// <param name="slug">The slug of the chapter.</param>
    public DemonstrationBlueprint(string slug) => Name = slug;

    /// <summary>The folder of the demonstration's class.</summary>
    public override string Folder => string.Join('/', typeof(TDemonstration).Namespace!.Split('.')[^3..]);

    /// <summary>Registers services besides the demonstration itself.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Maps endpoints that are not pages.</summary>
    public Action<IEndpointRouteBuilder> Endpoints { get; init; } = _ => { };

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<TDemonstration>()
            .AddScoped<Demonstration>(provider => provider.GetRequiredService<TDemonstration>());
        Services(services);
    }

    public override void Hook(BlueprintHooks hooks) => ExchangeRecorder.Record(hooks, Name);

    public override void Map(IEndpointRouteBuilder routes) => Endpoints(routes);
}
