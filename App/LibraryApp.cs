using System.Reflection;
using App.Blueprints.Accounts;
using App.Blueprints.Backend;
using App.Blueprints.Handbook;
using App.Blueprints.Links;
using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Blueprints.Shelves;
using App.Blueprints.Tasks;
using App.Blueprints.Tidying;
using App.Blueprints.Transfer;
using App.Mounts;
using App.Patterns.AppFactories;
using App.Patterns.BackgroundTasks;
using App.Patterns.Favicon;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.MethodOverrides;
using App.Patterns.Packages;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using App.Pipeline;
using Microsoft.AspNetCore.DataProtection;

namespace App;

/// <summary>The main application: its blueprints, its services and the order of its pipeline.</summary>
public class LibraryApp(AppSettings settings) : Application<AppSettings>(settings)
{
    public static WebApplication Create(AppSettings settings, Action<WebApplicationBuilder>? configure = null) =>
        new LibraryApp(settings).Build(configure);

    /// <summary>The same application as a worker of its own process: run it, and it runs tasks until it is stopped.</summary>
    public static IHost CreateWorker(AppSettings settings, Action<WebApplicationBuilder>? configure = null) =>
        new WorkerApp(settings).Build(configure);

    protected override Assembly Assembly => typeof(LibraryApp).Assembly;

    /// <summary>The order is the law: a blueprint may use those before it.</summary>
    protected virtual IReadOnlyList<Blueprint> Blueprints =>
    [
        new AccountsBlueprint { SignUpOpen = Settings.SignUp == SignUpMode.Open, CookieSuffix = CookieSuffix, Backend = HasBackend ? BackendBlueprint.Mount : null },
        new SearchBlueprint(),
        new LinksBlueprint(),
        new TidyingBlueprint(),
        new TasksBlueprint(),
        new TransferBlueprint { UploadsDirectory = Settings.UploadsDirectory, MaxUploadBytes = Settings.MaxUploadBytes },
        new ShelvesBlueprint { ShelvesDirectory = Settings.ShelvesDirectory, ArchivesDirectory = Settings.ArchivesDirectory },
        .. Settings.Handbook ? [new HandbookBlueprint()] : Array.Empty<Blueprint>(),
    ];

    /// <summary>Ends the names of its cookies; empty for the outermost library.</summary>
    protected virtual string CookieSuffix => "";

    /// <summary>Texts that another application of the process has read already.</summary>
    protected virtual Catalogues? KnownTexts => null;

    /// <summary>Whether tasks run in this process, as long as no other worker does.</summary>
    protected virtual bool RunsTasks => Settings.Worker == WorkerMode.Inline;

    /// <summary>Whether the operators' application is mounted in this one: in the outermost library.</summary>
    protected virtual bool HasBackend => CookieSuffix.Length == 0;

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseUrls(Settings.Urls.Split(';'));
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            // The keys lie in the data directory, which its owner protects.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A page with a form is never cached, whoever of the two says so first.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // Serving files edited since the build maps every address to GET, so that any other method would find 405 in place of 404.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = builder.Environment.IsDevelopment().ToString();
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("carafe").PersistKeysToFileSystem(new DirectoryInfo(Settings.KeysDirectory));
        services.AddSqlite(Settings.LibraryFile, IndexText.Functions).AddSqlMapping();
        AddTasks(services);
        services.AddSingleton(new LibraryLook(Settings.Title, Settings.Colour));
        services.AddUrlProcessors(Assembly, new Languages([.. Settings.Languages]) { Cookie = LanguageProcessor.Cookie + CookieSuffix }, KnownTexts);
        services.AddForms();
        services.AddFlashing(options =>
        {
            options.Account = context => context.User.AccountIdOrNull();
            options.Cookie += CookieSuffix;
        });
        services.AddBlueprints(Blueprints);
        services.AddRazorPages(options => options.RootDirectory = "/Blueprints")
            .AddMvcOptions(options => options.Filters.Add<UnitOfWorkFilter>());
        if (HasBackend) services.AddBackendMount(Settings);
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (HasBackend) app.UseRequestMeter();
        app.UseMiddleware<ErrorPages>();
        app.UseSecurityHeaders();
        app.UseForwardedHeaders(ForwardedHeaders());
        if (Settings.PathBase.Length > 0) app.UsePathBase(Settings.PathBase);
        Dispatch(app);
        if (HasBackend) app.UseBackendMount();
        app.UseMethodOverrides();
        app.UseFavicon("icons/favicon.ico");
        app.UseRouting();
        app.UseUrlProcessors();
        app.UseCanonicalAddresses();
        app.UsePageMethods();
        app.UseBlueprints();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseUploadLimits();
        MapPages(app);
        app.MapHealth();
        var routes = app.WithHead();
        routes.MapBlueprints();
        routes.MapLanguageRoot();
        routes.MapManifest(Settings.Title, "#fcfdfc", "/icons");
        routes.MapRobots("/api/", "/files/", "/*/account/");
    }

    /// <summary>The one scheduler of the process, for this library and its shelves.</summary>
    protected virtual void AddTasks(IServiceCollection services) => services
        .AddBackgroundTasks(new BackgroundTaskOptions { QueueFile = Settings.TasksFile, RunsTasks = RunsTasks })
        .AddShelfMounts();

    /// <summary>Static files end at routing, as does the health of the process; they are endpoints so that one table knows every address.</summary>
    protected virtual void MapPages(WebApplication app)
    {
        app.MapStaticAssets().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
    }

    /// <summary>Hands requests for other applications over to them.</summary>
    protected virtual void Dispatch(WebApplication app) => app.UseShelfMounts(Settings);

    ForwardedHeadersOptions ForwardedHeaders()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.All };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in Settings.KnownProxies) options.KnownProxies.Add(proxy);
        return options;
    }
}
