using System.Data.Common;
using App.Blueprints.Links.Urls;
using App.Blueprints.Search;
using App.Patterns.Sqlite;
using Dapper;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Testing;

/// <summary>
/// A complete Carafe site, called a library, with its own data directory and port. The application's factory creates
/// it.
/// </summary>
public sealed class TestLibrary : IAsyncDisposable
{
    readonly WebApplication app;

    TestLibrary(WebApplication app, AppSettings settings) => (this.app, Settings) = (app, settings);

    public AppSettings Settings { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>
    /// Starts a site. <paramref name="settings"/> changes the default settings of tests, <paramref name="configure"/>
    /// changes the services, and <paramref name="make"/> creates the application from a derived class.
    /// </summary>
    public static async Task<TestLibrary> Start(
        Func<AppSettings, AppSettings>? settings = null,
        Action<WebApplicationBuilder>? configure = null,
        Func<AppSettings, LibraryApp>? make = null
    )
    {
        var chosen = new AppSettings
        {
            DataDirectory = Directory.CreateTempSubdirectory("carafe-test-").FullName,
            Urls = "http://127.0.0.1:0",
        };
        chosen = settings?.Invoke(chosen) ?? chosen;
        CopyTemplate(chosen);
        void Configure(WebApplicationBuilder builder)
        {
            // Uses few hash iterations, because tests create many accounts and do not depend on slow hashing.
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            configure?.Invoke(builder);
        }
        var library = new TestLibrary(
            make is null ? LibraryApp.Create(chosen, Configure) : make(chosen).Build(Configure),
            chosen
        );
        await library.app.StartAsync();
        var address = library
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        library.Address = new Uri(address);
        return library;
    }

    /// <summary>A new browser without cookies.</summary>
    public Visitor NewVisitor(string language = "en") => new(Address, language);

    /// <summary>The password of every account that this class creates.</summary>
    public const string Password = "correct horse battery";

    /// <summary>
    /// Creates an account through the sign-up page and returns a browser that is signed in to it. The first account is
    /// an operator (an administrator).
    /// </summary>
    public Task<Visitor> SignUp(string name, string language = "en") => SignUp(NewVisitor(language), name, language);

    /// <summary>
    /// Creates an account with the given browser, in the site of the browser's base URL. Returns the browser.
    /// </summary>
    public static async Task<Visitor> SignUp(Visitor visitor, string name, string language = "en")
    {
        var page = await visitor.Get($"/{language}/account/sign-up");
        var answer = await visitor.Submit(page, "form#sign-up", new Dictionary<string, string?>
        {
            ["username"] = name,
            ["password"] = Password,
            ["confirm"] = Password,
            ["accept"] = "true",
        }, follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return visitor;
    }

    /// <summary>Creates another operator (administrator), so that the first one can be deleted.</summary>
    public async Task AddOperator()
    {
        (await SignUp("operator")).Dispose();
        InScope(services => services.GetRequiredService<DbConnection>()
            .Execute("update accounts set is_operator = 1 where name = 'operator'"));
    }

    /// <summary>Runs <paramref name="work"/> with the services of a new scope, as in a request.</summary>
    public T InScope<T>(Func<IServiceProvider, T> work)
    {
        using var scope = Services.CreateScope();
        return work(scope.ServiceProvider);
    }

    /// <summary>
    /// Stops the site and closes its files. The data directory is deleted when this object is disposed of.
    /// </summary>
    public async Task Stop()
    {
        await app.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        // Another TestLibrary may have deleted the directory already. Tests that simulate a restart start two libraries
        // with the same directory.
        if (Directory.Exists(Settings.DataDirectory)) Directory.Delete(Settings.DataDirectory, recursive: true);
    }

    // The content of a database file with all migrations, created once for all tests.
    static readonly Lazy<byte[]> template = new(() =>
    {
        var directory = Directory.CreateTempSubdirectory("carafe-template-").FullName;
        var file = Path.Combine(directory, "library.db");
        using (var database = new SqliteDatabase(file, FtsTokens.Register))
        {
            Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
            LinkKeyUpgrade.Apply(database, _ => { });
        }
        var bytes = File.ReadAllBytes(file);
        Directory.Delete(directory, recursive: true);
        return bytes;
    });

    static void CopyTemplate(AppSettings settings)
    {
        if (!File.Exists(settings.LibraryFile)) File.WriteAllBytes(settings.LibraryFile, template.Value);
    }
}
