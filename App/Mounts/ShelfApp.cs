using App.Blueprints.Shelves;
using App.Patterns.AppDispatch.Cookies;
using App.Patterns.AppFactories;
using App.Patterns.Favicon;
using App.Patterns.Localization.Texts;
using App.Patterns.Packages;
using App.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Mounts;

/// <summary>
/// The application of a shelf: a separate library of links, mounted in the main application. A shelf has its own
/// database, accounts, cookies and data protection application name. It uses the scheduler and log of the process. A
/// shelf cannot have shelves.
/// </summary>
[NotServed("a library has its shelves at /~name; make one with the command shelf create.")]
public class ShelfApp(AppSettings outer, Shelf shelf, IServiceProvider process) : LibraryApp(SettingsOf(outer, shelf))
{
    protected override IReadOnlyList<Blueprint> Blueprints =>
        [.. base.Blueprints.Where(blueprint => blueprint is not ShelvesBlueprint)];

    protected override string SessionCookie => base.SessionCookie + CookieSuffix;

    string CookieSuffix => $"-{shelf.Key}";

    protected override Catalogues? KnownTexts => process.GetRequiredService<Catalogues>();

    // The health check of a shelf checks only the data directory. The task queue and the encryption keys belong to the
    // main application, which checks them.
    private protected override HealthOptions Health => new() { DataDirectory = Settings.DataDirectory };

    protected override void UseFiles(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Environment.WebRootFileProvider = process.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
    }

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.ConfigureServices(builder);
        // The main application and all shelves use the same key files. Each shelf has its own application name, so that
        // it cannot read the tokens of other shelves.
        builder
            .Services.AddDataProtection()
            .SetApplicationName($"carafe-{shelf.Key}")
            .PersistKeysTo(outer.KeysDirectory);
        builder
            .Services.RemoveAll<ILoggerFactory>()
            .AddSingleton<ILoggerFactory>(new ShelfLoggers(process.GetRequiredService<ILoggerFactory>(), shelf.Name));
        // Uses the metadata provider of the main application, because models and views are the same in every shelf.
        // This saves a third of a shelf's memory.
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<IModelMetadataProvider>()));
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<IViewCompilerProvider>()));
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<TimeProvider>()));
    }

    protected override LetterIcon? CreateIcon() =>
        LetterIcon.Create(shelf.Title, Colours.HexOf(shelf.Colour), shelf.Name);

    protected override void AddTasks(IServiceCollection services) =>
        services.AddBackgroundTasks(new TaskLibrary(shelf.Key), process);

    // Hides the cookies of the main application from the shelf. The browser sends them for a path such as /~name too.
    protected override void Dispatch(WebApplication app) => app.UseCookieIsolation(CookieSuffix);

    // Maps the pages but no static files, because the main application sends the files. The pages need only the
    // fingerprinted file names.
    protected override void MapPages(WebApplication app)
    {
        var pages = app.MapRazorPages();
        if (process.GetService<SharedAssets>()?.Names is { } names) pages.WithMetadata(names);
        else pages.WithStaticAssets();
    }

    static AppSettings SettingsOf(AppSettings outer, Shelf shelf)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(shelf);
        return outer with
        {
            DataDirectory = Path.Combine(outer.ShelvesDirectory, shelf.Directory),
            Title = shelf.Title,
            Colour = shelf.Colour,
            Languages = shelf.Languages,
            SignUp = shelf.SignUpOpen ? SignUpMode.Open : SignUpMode.Closed,
            Handbook = false,
            // Sets neither a path base nor proxies, because the main application has already applied the path base and
            // the forwarded headers to each request.
            PathBase = "",
            KnownProxies = [],
        };
    }
}
