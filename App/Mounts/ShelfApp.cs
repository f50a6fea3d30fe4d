using App.Blueprints.Shelves;
using App.Patterns.AppDispatch;
using App.Patterns.AppFactories;
using App.Patterns.BackgroundTasks;
using App.Patterns.Favicon;
using App.Patterns.Localization;
using App.Patterns.Packages;
using App.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Mounts;

/// <summary>
/// A library mounted in the main one: its own file, accounts, cookies and keys; the scheduler and the log are the
/// process's, and it has no shelves itself.
/// </summary>
[NotServed("a library has its shelves at /~name; make one with the command shelf create.")]
public class ShelfApp(AppSettings outer, Shelf shelf, IServiceProvider process) : LibraryApp(SettingsOf(outer, shelf))
{
    protected override IReadOnlyList<Blueprint> Blueprints =>
        [.. base.Blueprints.Where(blueprint => blueprint is not ShelvesBlueprint)];

    protected override string SessionCookie => base.SessionCookie + CookieSuffix;

    string CookieSuffix => $"-{shelf.Key}";

    protected override Catalogues? KnownTexts => process.GetRequiredService<Catalogues>();

    // The queue and the keys are those of the outermost library.
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
        // The keys are kept once for all; a name of its own makes what they protect readable for nobody else.
        builder
            .Services.AddDataProtection()
            .SetApplicationName($"carafe-{shelf.Key}")
            .PersistKeysTo(outer.KeysDirectory);
        builder
            .Services.RemoveAll<ILoggerFactory>()
            .AddSingleton<ILoggerFactory>(new ShelfLoggers(process.GetRequiredService<ILoggerFactory>(), shelf.Name));
        // What its forms and views are is the same in every library, never changes, and is a third of what one weighs.
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<IModelMetadataProvider>()));
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<IViewCompilerProvider>()));
        builder.Services.Replace(ServiceDescriptor.Singleton(process.GetRequiredService<TimeProvider>()));
    }

    protected override LetterIcon? CreateIcon() =>
        LetterIcon.Create(shelf.Title, Colours.HexOf(shelf.Colour), shelf.Name);

    protected override void AddTasks(IServiceCollection services) =>
        services.AddBackgroundTasks(new TaskLibrary(shelf.Key), process);

    // Below a path a browser sends the cookies of the main library too.
    protected override void Dispatch(WebApplication app) => app.UseOwnCookies(CookieSuffix);

    // The files are sent by the outermost application; the pages only need to know what they are called.
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
            // The outermost application has applied the path base and the forwarded headers.
            PathBase = "",
            KnownProxies = [],
        };
    }
}
