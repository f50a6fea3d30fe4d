using App.Blueprints.Handbook.Demos;
using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook;

public sealed class HandbookBlueprint : Blueprint
{
    public required string UploadsDirectory { get; init; }

    public override IReadOnlyList<string> Prefixes => ["/patterns", "/source"];

    /// <summary>One child for each demonstration, in the order of the chapters.</summary>
    public override IReadOnlyList<Blueprint> Children =>
    [
        new DemonstrationBlueprint<PackagesDemo>("packages", "Packages"),
        new DemonstrationBlueprint<AppFactoriesDemo>("appfactories", "AppFactories")
        {
            Services = services => services.AddSingleton<Notebooks>(),
        },
        new DemonstrationBlueprint<AppDispatchDemo>("appdispatch", "AppDispatch")
        {
            Services = services => services.AddSingleton<Places>(),
            Endpoints = routes => Places.Map(routes),
        },
        new DemonstrationBlueprint<UrlProcessorsDemo>("urlprocessors", "UrlProcessors"),
        new DemonstrationBlueprint<SqliteDemo>("sqlite3", "Sqlite")
        {
            Services = services => services.AddScoped<StoredTextStore>(),
        },
        new DemonstrationBlueprint<SqlMappingDemo>(NameStore.Slug, "SqlMapping")
        {
            Services = services => services.AddScoped<NameStore>(),
        },
        new DemonstrationBlueprint<FileUploadsDemo>("fileuploads", "FileUploads")
        {
            Services = services => services.AddUploads(
                FileUploadsDemo.Set(UploadsDirectory), page: "/Handbook/Demos/FileUploads"),
        },
        new DemonstrationBlueprint<CachingDemo>("caching", "Caching", "CachingAnswer")
        {
            Services = services => services.AddSingleton<KeptAnswer>(),
        },
        new DemonstrationBlueprint<ViewDecoratorsDemo>("viewdecorators", "ViewDecorators", "DecoratedRuns")
        {
            Services = services => services.AddSingleton<DecoratedRuns>(),
            Endpoints = DecoratedViews.Map,
        },
        new DemonstrationBlueprint<WtFormsDemo>("wtforms", "WtForms"),
        new DemonstrationBlueprint<TemplateInheritanceDemo>("templateinheritance", "TemplateInheritance")
        {
            Services = services => services.AddScoped<DrawnView>(),
        },
        new DemonstrationBlueprint<FlashingDemo>("flashing", "Flashing"),
        new DemonstrationBlueprint<JQueryDemo>("jquery", "JQuery") { Endpoints = JQueryApi.Map },
        new DemonstrationBlueprint<LazyLoadingDemo>("lazyloading", "LazyLoading")
        {
            Services = services => services.AddSingleton<VisitorsLateViews>(),
        },
        new DemonstrationBlueprint<FaviconDemo>("favicon", "Favicon"),
        new DemonstrationBlueprint<StreamingDemo>("streaming", "StreamedRows", "StreamEnds")
        {
            Services = services => services.AddScoped<StreamedChapters>(),
            Endpoints = StreamedCsv.Map,
        },
        new DemonstrationBlueprint<DeferredCallbacksDemo>("deferredcallbacks", "DeferredCallbacks")
        {
            Services = services => services.AddScoped<RememberedWord>(),
        },
        new DemonstrationBlueprint<MethodOverridesDemo>("methodoverrides", "MethodOverrides"),
        new DemonstrationBlueprint<RequestChecksumDemo>("requestchecksum", "RequestChecksum")
        {
            Endpoints = routes => ChecksumApi.Map(routes),
        },
        new DemonstrationBlueprint<CeleryDemo>("celery", "Celery", "CeleryRuns")
        {
            Services = services => services
                .AddBackgroundTask<CountingTask, CountingArguments>(CountingTask.Name, [TimeSpan.FromSeconds(2)])
                .AddScheduledTask<CountingRemoval>(TimeSpan.FromMinutes(10)),
        },
        new DemonstrationBlueprint<SubclassingDemo>("subclassing", "Subclassing")
        {
            Services = services => services.AddSingleton<Trails>(),
        },
    ];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<ExchangeStore>().AddScoped<ExchangeList>().AddScoped<DemonstrationStore>();
        services.AddScheduledTask<DemonstrationRemoval>(TimeSpan.FromMinutes(10));
    }

    public override void Hook(BlueprintHooks hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        hooks.OnStatus(StatusCodes.Status404NotFound, _ => new MissingPage());
    }
}
