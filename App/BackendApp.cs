using App.Blueprints.Accounts;
using App.Blueprints.Accounts.Drafts;
using App.Blueprints.Accounts.SigningIn;
using App.Blueprints.Backend;
using App.Blueprints.Backend.Databases;
using App.Blueprints.Backend.Logs;
using App.Blueprints.Shared;
using App.Blueprints.Shelves;
using App.Blueprints.Transfer.Uploads;
using App.Patterns.AppDispatch;
using App.Patterns.AppDispatch.Cookies;
using App.Patterns.AppFactories;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Monitoring;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Http;
using App.Patterns.Localization.Texts;
using App.Patterns.MethodOverrides;
using App.Patterns.Packages;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using App.Patterns.UrlProcessors.Texts;
using App.Pipeline;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace App;

/// <summary>
/// The application with the administration pages for operators. A library (a site with links and accounts) serves it at
/// <c>/backend</c>. The application has its own pages, tokens, error pages and log. It shares the library's sign-in,
/// database, write lock, task queue and <see cref="SiteReports"/>.
/// </summary>
/// <param name="settings">The settings of the library.</param>
/// <param name="library">The services of the library.</param>
[NotServed("every library serves it at /backend.")]
public sealed class BackendApp(AppSettings settings, IServiceProvider library) : Application<AppSettings>(settings)
{
    public static WebApplication Create(AppSettings settings, IServiceProvider library) =>
        new BackendApp(settings, library).Build(server: builder => builder.UseMountedServer());

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder
            .Logging.AddSimpleConsole(options => options.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddProvider(library.GetRequiredService<LogRing>())
            .LimitRepeats();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = builder.Environment.IsDevelopment().ToString();
        var services = builder.Services;
        // Uses the library's key files under another name, so that the library's antiforgery tokens are invalid here.
        services.AddDataProtection().SetApplicationName("carafe-backend").PersistKeysTo(Settings.KeysDirectory);
        Borrow(services);
        services.AddSqlMapping();
        services.AddSingleton(new Branding(Settings.Title, Settings.Colour));
        services.AddUrlProcessors(Assembly, library.GetRequiredService<Catalogues>(), [.. Settings.Languages]);
        services.AddForms();
        services.AddFlashing(options => options.Account = context => context.User.AccountIdOrNull());
        services.AddBlueprints([new BackendBlueprint()]);
        services
            .AddRazorPages(options => options.RootDirectory = "/Blueprints")
            .AddMvcOptions(options => options.Filters.Add<UnitOfWorkFilter>());
        Authenticate(services);
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<ErrorPages>("/Blueprints/Backend/Problem.cshtml");
        app.UseSecurityHeaders();
        app.UseCookieNames(AccountsBlueprint.Cookie, BackendBlueprint.Mount);
        app.UseFormLimits();
        app.UseMethodOverrides();
        app.UseRouting();
        app.UseUrlProcessors();
        // Authentication must precede every middleware whose response would show visitors which URLs exist.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCanonicalAddresses();
        app.UsePageMethods();
        app.UseBlueprints();
        app.UseUploadLimits();
        app.MapStaticAssets().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
        var routes = app.WithHead();
        routes.MapBlueprints();
        // Redirects /backend to /backend/en or another language. The library's language cookie determines the language.
        routes.MapGet("/", (HttpContext context) =>
            Results.Redirect($"{context.PageRoot()}/{context.Request.QueryString}")
        );
        routes.MapManifest("Carafe", "#fcfdfc", "/icons").AllowAnonymous();
    }

    /// <summary>
    /// Registers the services of the library that this application uses. Each request creates one scope of the library
    /// and takes all scoped services from that scope, so that they share a connection and a transaction.
    /// </summary>
    void Borrow(IServiceCollection services)
    {
        services
            .AddSingleton(library.GetRequiredService<TimeProvider>())
            .AddSingleton(library.GetRequiredService<SqliteDatabase>());
        services
            .AddSingleton(library.GetRequiredService<SiteReports>())
            .AddSingleton(library.GetRequiredService<SiteFiles>());
        services
            .AddSingleton(library.GetRequiredService<LogRing>())
            .AddSingleton(library.GetRequiredService<TaskWorkers>());
        services
            .AddSingleton(library.GetRequiredService<ShelfOperations>())
            .AddSingleton(library.GetRequiredService<ShelfFiles>());
        services.AddScoped(_ => new LibraryScope(library.CreateAsyncScope()));
        BorrowScoped<OnDemandConnection>(services)
            .AddScoped<System.Data.Common.DbConnection>(own => own.GetRequiredService<OnDemandConnection>());
        BorrowScoped<AccountCommands>(services);
        BorrowScoped<AccountRemovals>(services);
        BorrowScoped<AccountFiles>(services);
        BorrowScoped<IBackgroundTasks>(services);
        BorrowScoped<TaskAdministration>(services);
        services.AddDrafts(new(context => $"{context.LibraryRoot()}/account", "/Blueprints/Shared/_Plain.cshtml"));
        BorrowScoped<TaskResultTexts>(services);
        services
            .AddScoped<AccountStore>()
            .AddScoped<SessionStore>()
            .AddScoped<TaskRunStore>()
            .AddScoped<TaskLineStore>()
            .AddScoped<TaskAdministrationStore>();
    }

    static IServiceCollection BorrowScoped<T>(IServiceCollection services)
        where T : class => services.AddScoped(own => own.GetRequiredService<LibraryScope>().Get<T>());

    void Authenticate(IServiceCollection services)
    {
        services.AddSingleton<OperatorCookieEvents>();
        services.AddAuthorization(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .RequireRole(AccountClaims.Operator)
                .Build()
        );
        services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                // The library issues and renews this cookie; this application only reads it.
                options.Cookie.Name = AccountsBlueprint.Cookie;
                options.SlidingExpiration = false;
                options.DataProtectionProvider = library.GetRequiredService<IDataProtectionProvider>();
                options.EventsType = typeof(OperatorCookieEvents);
            });
    }
}
