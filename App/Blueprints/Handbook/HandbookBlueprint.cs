using App.Blueprints.Handbook.Demos;
using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;

namespace App.Blueprints.Handbook;

public sealed class HandbookBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/patterns", "/source"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<ExchangeStore>().AddScoped<ExchangeList>().AddScoped<DemonstrationStore>();
        services.AddScheduledTask<DemonstrationRemoval>(TimeSpan.FromMinutes(10));
        services.AddSingleton<Notebooks>().AddScoped<StoredTextStore>().AddScoped<NameStore>();
        AddDemonstration<PackagesDemo>(services);
        AddDemonstration<AppFactoriesDemo>(services);
        AddDemonstration<UrlProcessorsDemo>(services);
        AddDemonstration<SqliteDemo>(services);
        AddDemonstration<SqlMappingDemo>(services);
        AddDemonstration<FlashingDemo>(services);
    }

    public override void ConfigurePipeline(IApplicationBuilder app) => app.UseMiddleware<ExchangeRecorder>();

    public override void Hook(BlueprintHooks hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        hooks.OnStatus(StatusCodes.Status404NotFound, _ => new MissingPage());
    }

    static void AddDemonstration<T>(IServiceCollection services) where T : Demonstration =>
        services.AddScoped<T>().AddScoped<Demonstration>(provider => provider.GetRequiredService<T>());
}
