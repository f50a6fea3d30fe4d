using App.Blueprints.Handbook.Demos;
using App.Blueprints.Handbook.Demos.Ajax;
using App.Blueprints.Handbook.Demos.AppDispatch;
using App.Blueprints.Handbook.Demos.AppFactories;
using App.Blueprints.Handbook.Demos.BackgroundTasks;
using App.Blueprints.Handbook.Demos.Caching;
using App.Blueprints.Handbook.Demos.DeferredCallbacks;
using App.Blueprints.Handbook.Demos.Deployment;
using App.Blueprints.Handbook.Demos.Favicon;
using App.Blueprints.Handbook.Demos.Flashing;
using App.Blueprints.Handbook.Demos.Forms;
using App.Blueprints.Handbook.Demos.LazyViews;
using App.Blueprints.Handbook.Demos.MethodOverrides;
using App.Blueprints.Handbook.Demos.Packages;
using App.Blueprints.Handbook.Demos.Packaging;
using App.Blueprints.Handbook.Demos.RequestChecksums;
using App.Blueprints.Handbook.Demos.SqlMapping;
using App.Blueprints.Handbook.Demos.Sqlite;
using App.Blueprints.Handbook.Demos.Streaming;
using App.Blueprints.Handbook.Demos.Subclassing;
using App.Blueprints.Handbook.Demos.TemplateInheritance;
using App.Blueprints.Handbook.Demos.Uploads;
using App.Blueprints.Handbook.Demos.UrlProcessors;
using App.Blueprints.Handbook.Demos.ViewDecorators;
using App.Blueprints.Handbook.Exchanges;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Packages;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook;

public sealed class HandbookBlueprint : Blueprint
{
    public required string UploadsDirectory { get; init; }

    public override IReadOnlyList<string> Prefixes => ["/patterns", "/source"];

    /// <summary>
    /// One child blueprint for each demonstration (the live example in a chapter), in the order of the chapters.
    /// </summary>
    public override IReadOnlyList<Blueprint> Children =>
    [
        new DemonstrationBlueprint<PackagesDemo>("packages"),
        new DemonstrationBlueprint<AppFactoriesDemo>("appfactories")
        {
            Services = services => services.AddSingleton<Notebooks>(),
        },
        new DemonstrationBlueprint<AppDispatchDemo>("appdispatch")
        {
            Services = services => services.AddSingleton<Places>(),
            Endpoints = routes => Places.Map(routes),
        },
        new DemonstrationBlueprint<UrlProcessorsDemo>("urlprocessors"),
        new DemonstrationBlueprint<DistributeDemo>("distribute")
        {
            Services = services => services.AddSingleton<PackageContents>(),
        },
        new DemonstrationBlueprint<DeploymentDemo>("fabric")
        {
            Services = services => services
                .AddSingleton(new DeploymentFolders(Path.Combine(UploadsDirectory, "deployments")))
                .AddBackgroundTask<DemoDeploymentTask, DemoDeployment>(DemoDeploymentTask.Name, [])
                .AddScheduledTask<DeploymentRemoval>(TimeSpan.FromMinutes(10)),
        },
        new DemonstrationBlueprint<SqliteDemo>("sqlite3")
        {
            Services = services => services.AddScoped<StoredTextStore>(),
        },
        new DemonstrationBlueprint<SqlMappingDemo>(NameStore.Slug)
        {
            Services = services => services.AddScoped<NameStore>(),
        },
        new DemonstrationBlueprint<FileUploadsDemo>("fileuploads")
        {
            Services = services => services.AddUploads(
                FileUploadsDemo.Set(UploadsDirectory), page: "/Handbook/Demos/Uploads/FileUploads"),
        },
        new DemonstrationBlueprint<CachingDemo>("caching")
        {
            Services = services => services.AddSingleton<CachedResponseState>(),
        },
        new DemonstrationBlueprint<ViewDecoratorsDemo>("viewdecorators")
        {
            Services = services => services.AddSingleton<DecoratedRuns>(),
            Endpoints = DecoratedViews.Map,
        },
        new DemonstrationBlueprint<WtFormsDemo>("wtforms"),
        new DemonstrationBlueprint<TemplateInheritanceDemo>("templateinheritance")
        {
            Services = services => services.AddScoped<DrawnView>(),
        },
        new DemonstrationBlueprint<FlashingDemo>("flashing"),
        new DemonstrationBlueprint<JQueryDemo>("jquery") { Endpoints = JQueryApi.Map },
        new DemonstrationBlueprint<LazyLoadingDemo>("lazyloading")
        {
            Services = services => services.AddSingleton<VisitorsLateViews>(),
        },
        new DemonstrationBlueprint<FaviconDemo>("favicon"),
        new DemonstrationBlueprint<StreamingDemo>("streaming")
        {
            Services = services => services.AddScoped<StreamedChapters>(),
            Endpoints = StreamedCsv.Map,
        },
        new DemonstrationBlueprint<DeferredCallbacksDemo>("deferredcallbacks")
        {
            Services = services => services.AddScoped<DeferredCookie>(),
        },
        new DemonstrationBlueprint<MethodOverridesDemo>("methodoverrides"),
        new DemonstrationBlueprint<RequestChecksumDemo>("requestchecksum")
        {
            Endpoints = routes => ChecksumApi.Map(routes),
        },
        new DemonstrationBlueprint<CeleryDemo>("celery")
        {
            Services = services => services
                .AddBackgroundTask<CountingTask, CountingArguments>(CountingTask.Name, [TimeSpan.FromSeconds(2)])
                .AddScheduledTask<CountingRemoval>(TimeSpan.FromMinutes(10)),
        },
        new DemonstrationBlueprint<SubclassingDemo>("subclassing")
        {
            Services = services => services.AddSingleton<QueryOrderApps>(),
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
