using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using App.Blueprints.Accounts;
using App.Blueprints.Backend.Metrics;
using App.Blueprints.Feeds;
using App.Blueprints.Handbook;
using App.Blueprints.Help;
using App.Blueprints.Links;
using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Blueprints.Shelves;
using App.Blueprints.Tasks;
using App.Blueprints.Tidying;
using App.Blueprints.Transfer;
using App.Mounts;
using App.Patterns.AppDispatch.Cookies;
using App.Patterns.AppFactories;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Monitoring;
using App.Patterns.BackgroundTasks.Repair;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.Caching.Resilience;
using App.Patterns.DeferredCallbacks;
using App.Patterns.Favicon;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Http;
using App.Patterns.LazyViews;
using App.Patterns.Localization;
using App.Patterns.Localization.Cookies;
using App.Patterns.Localization.Texts;
using App.Patterns.MethodOverrides;
using App.Patterns.Packages;
using App.Patterns.QueryStrings;
using App.Patterns.RequestChecksums;
using App.Patterns.SinglePageApp;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using App.Patterns.UrlProcessors.Texts;
using App.Patterns.UrlProcessors.Cookies;
using App.Patterns.ViewDecorators;
using App.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;

namespace App;

/// <summary>The main application. Defines its blueprints, its services and the order of its middleware.</summary>
public class LibraryApp(AppSettings settings) : Application<AppSettings>(settings)
{
    public static WebApplication Create(AppSettings settings, Action<WebApplicationBuilder>? configure = null) =>
        new LibraryApp(settings).Build(configure);

    /// <summary>
    /// Creates a host that runs the background tasks of the library and serves no pages. It uses the same data
    /// directory as the web application.
    /// </summary>
    public static IHost CreateWorker(AppSettings settings, Action<WebApplicationBuilder>? configure = null) =>
        new WorkerApp(settings).Build(configure);

    protected override Assembly Assembly => typeof(LibraryApp).Assembly;

    /// <summary>The blueprints in dependency order: each may use only those before it.</summary>
    protected virtual IReadOnlyList<Blueprint> Blueprints =>
        [
            new AccountsBlueprint { SignUpOpen = Settings.SignUp == SignUpMode.Open, SiteName = Settings.Title },
            new SearchBlueprint(),
            new LinksBlueprint(),
            new TidyingBlueprint(),
            new TasksBlueprint(),
            new TransferBlueprint
            {
                UploadsDirectory = Settings.UploadsDirectory,
                MaxUploadBytes = Settings.MaxUploadBytes,
                MaxAccountBytes = Settings.MaxAccountBytes,
            },
            new ShelvesBlueprint
            {
                ShelvesDirectory = Settings.ShelvesDirectory,
                ArchivesDirectory = Settings.ArchivesDirectory,
            },
            new FeedsBlueprint(),
            new HelpBlueprint(),
            .. Settings.Handbook
                ? [new HandbookBlueprint { UploadsDirectory = Settings.UploadsDirectory }]
                : Array.Empty<Blueprint>(),
        ];

    /// <summary>
    /// The folder with pages and partials that replace those of the blueprints; null for none.
    /// </summary>
    protected virtual string? HostFolder => null;

    /// <summary>
    /// The translations that another application in this process has loaded, to share them; null loads them again.
    /// </summary>
    protected virtual Catalogues? KnownTexts => null;

    /// <summary>
    /// The name of the session cookie without the prefix <c>__Host-</c> or <c>__Secure-</c>, which https adds.
    /// </summary>
    protected virtual string SessionCookie => AccountsBlueprint.Cookie;

    /// <summary>The files and directories that a request for a deep health check examines.</summary>
    private protected virtual HealthOptions Health => HealthOptions.Of(Settings);

    // Maps the names that the job types had in earlier versions. Task queue files of these versions contain the names.
    static IReadOnlyDictionary<string, Type> FormerJobTypes => new Dictionary<string, Type>
    {
        ["App.Patterns.BackgroundTasks.TaskJob, App"] = typeof(TaskJob),
        ["App.Patterns.BackgroundTasks.Schedules.ScheduledJob, App"] = typeof(ScheduledJob),
        ["App.Patterns.BackgroundTasks.Schedules.ScheduledJob, carafe"] = typeof(ScheduledJob),
    };

    /// <summary>Whether this process runs tasks when no other worker does.</summary>
    protected virtual bool RunsTasks => Settings.Worker == WorkerMode.Inline;

    /// <summary>
    /// Makes <c>Request.Query</c> preserve the order of the parameters. Each parameter is one step of a search, and the
    /// page lists the steps in this order.
    /// </summary>
    protected override IQueryFeature? CreateQuery(IFeatureCollection request) => new OrderedQueryFeature(request);

    /// <summary>
    /// Configures JSON that can be embedded in a page: escapes the characters that are special in HTML, but no letters.
    /// </summary>
    protected override void ConfigureJson(JsonSerializerOptions json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
    }

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseUrls(Settings.Urls.Split(';'));
        builder.Logging.AddLibraryLog();
        // Reloads static files only in development. Reloading adds a catch-all GET route, which would turn a 404 into a
        // 405.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = builder.Environment.IsDevelopment().ToString();
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("carafe").PersistKeysTo(Settings.KeysDirectory);
        services.AddSqlite(Settings.LibraryFile, FtsTokens.Register).AddSqlMapping();
        AddTasks(services);
        services.AddRunRetention(TimeSpan.FromDays(30)).AddTaskAdministration().AddTaskLists();
        services.AddTaskLogs().AddTaskMonitoring().AddTaskResults();
        services.AddSingleton(new Branding(Settings.Title, Settings.Colour) { Icon = CreateIcon() });
        services.AddUrlProcessors(Assembly, KnownTexts, [.. Settings.Languages]);
        services.AddDeferredCallbacks();
        services.AddForms();
        services.AddFlashing(options => options.Account = context => context.User.AccountIdOrNull());
        services
            .AddCaching(options => PublicPageCache.Configure(options, Settings))
            .AddPageCaching(PublicPageCache.Configure)
            .AddResilientCache();
        services.AddNamedEndpoints();
        services
            .AddBlueprints(Blueprints, hostFolder: HostFolder)
            .AddLazyViews(Assembly)
            .AddLazyParts(LibraryParts.Add);
        services
            .AddRazorPages(options => options.RootDirectory = "/Blueprints")
            .AddMvcOptions(options => options.Filters.Add<UnitOfWorkFilter>())
            .ConfigureApplicationPartManager(LibraryParts.LoadNoTypes);
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRequestMeter();
        app.UseMiddleware<ErrorPages>();
        app.UseSecurityHeaders();
        app.UseRangeRequests();
        app.UseProxyHeaders(Settings.KnownProxies, Settings.ForwardedHeaders);
        app.UseRootPath(Settings.PathBase, "/favicon.ico");
        app.UseCookieNames(SessionCookie);
        Dispatch(app);
        app.UseFormerUrls();
        app.UseParameterLimit();
        // Registered before any middleware that reads a form, because it hashes the bytes of the body as they are read.
        app.UseRequestChecksums();
        app.UseFormLimits();
        app.UseMethodOverrides();
        app.UseDeferredCallbacks();
        app.UseServerTiming();
        app.UseLibraryIcon();
        app.UseRouting();
        app.UseUrlProcessors();
        app.UseLanguageCookie();
        // Registered before any middleware that responds. Otherwise deferred callbacks would not know the account on a
        // redirect, a 404 or a 405.
        app.UseAuthentication();
        app.UseCanonicalAddresses();
        app.UseReservedPaths("/api");
        app.UsePageMethods();
        app.UseLazyParts(LibraryParts.Of);
        app.UseBlueprints();
        app.UseAuthorization();
        app.UsePageCaching();
        app.UseUploadLimits();
        MapPages(app);
        app.MapHealth(Health).WithCanonicalAddress();
        var routes = app.WithHead();
        routes.MapBlueprints(UrlMap.Map);
        routes.MapLanguageRoot();
        routes.MapManifest(Settings.Title, "#fcfdfc", "/icons", share: $"/{Settings.Languages[0]}/links/new");
        routes.MapRobots("/api/", "/files/", "/*/account/");
    }

    /// <summary>An icon for a library with its own title or colour; null for the program's icon.</summary>
    protected virtual LetterIcon? CreateIcon() =>
        Settings is { Title: AppSettings.DefaultTitle, Colour: Colours.Default }
            ? null
            : LetterIcon.Create(Settings.Title, Colours.HexOf(Settings.Colour));

    /// <summary>Adds the services that only the main library has: the scheduler, the shelves and the backend.</summary>
    protected virtual void AddTasks(IServiceCollection services) =>
        services
            .AddBackgroundTasks(
                new BackgroundTaskOptions
                {
                    QueueFile = Settings.TasksFile,
                    FormerJobTypes = FormerJobTypes,
                    RunsTasks = RunsTasks,
                    WorkerCrashError = TaskTexts.WorkerDeathKey,
                    Culture = Languages.Culture,
                }
            )
            .AddQueueRepair()
            .AddShelfMounts()
            .AddBackendMount(Settings);

    /// <summary>
    /// Maps static files and pages as endpoints, so that all URLs are in one route table. Requests for static files
    /// skip the middleware after routing.
    /// </summary>
    protected virtual void MapPages(WebApplication app)
    {
        app.MapStaticAssets().WithCanonicalAddress().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
    }

    /// <summary>Dispatches requests to mounted applications, before routing and authentication.</summary>
    protected virtual void Dispatch(WebApplication app)
    {
        app.UseShelfMounts(Settings);
        app.UseLazyParts(LibraryParts.OfMount);
        app.UseBackendMount();
    }
}
