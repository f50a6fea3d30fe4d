using App.Blueprints.Handbook.Demos;
using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook;

public sealed class HandbookBlueprint : Blueprint
{
    public required string UploadsDirectory { get; init; }

    public override IReadOnlyList<string> Prefixes => ["/patterns", "/source"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<ExchangeStore>().AddScoped<ExchangeList>().AddScoped<DemonstrationStore>();
        services.AddScheduledTask<DemonstrationRemoval>(TimeSpan.FromMinutes(10));
        services.AddSingleton<Notebooks>().AddScoped<StoredTextStore>().AddScoped<NameStore>();
        AddDemonstration<PackagesDemo>(services);
        AddDemonstration<AppFactoriesDemo>(services);
        services.AddSingleton<Places>();
        AddDemonstration<AppDispatchDemo>(services);
        AddDemonstration<UrlProcessorsDemo>(services);
        AddDemonstration<SqliteDemo>(services);
        AddDemonstration<SqlMappingDemo>(services);
        AddDemonstration<FlashingDemo>(services);
        AddDemonstration<FileUploadsDemo>(services);
        services.AddUploads(FileUploadsDemo.Set(UploadsDirectory), page: "/Handbook/Demos/FileUploads");
        AddDemonstration<CachingDemo>(services);
        services.AddSingleton<KeptAnswer>();
        AddDemonstration<ViewDecoratorsDemo>(services);
        services.AddSingleton<DecoratedRuns>();
        AddDemonstration<WtFormsDemo>(services);
        AddDemonstration<TemplateInheritanceDemo>(services);
        services.AddScoped<DrawnView>();
        AddDemonstration<JQueryDemo>(services);
        AddDemonstration<LazyLoadingDemo>(services);
        services.AddSingleton<VisitorsLateViews>();
        AddDemonstration<FaviconDemo>(services);
        AddDemonstration<StreamingDemo>(services);
        services.AddScoped<StreamedChapters>();
        AddDemonstration<DeferredCallbacksDemo>(services);
        services.AddScoped<RememberedWord>();
        AddDemonstration<MethodOverridesDemo>(services);
        AddDemonstration<RequestChecksumDemo>(services);
        AddDemonstration<SubclassingDemo>(services);
        services.AddSingleton<Trails>();
        AddDemonstration<CeleryDemo>(services);
        services.AddBackgroundTask<CountingTask, CountingArguments>(CountingTask.Name, [TimeSpan.FromSeconds(2)]);
        services.AddScheduledTask<CountingRemoval>(TimeSpan.FromMinutes(10));
    }

    public override void Map(IEndpointRouteBuilder routes)
    {
        JQueryApi.Map(routes);
        DecoratedViews.Map(routes);
        StreamedCsv.Map(routes);
        Places.Map(routes);
        ChecksumApi.Map(routes);
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
