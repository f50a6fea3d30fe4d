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
/// A whole library of its own: its own data directory, its own port, made by the application's own factory.
/// </summary>
public sealed class TestLibrary : IAsyncDisposable
{
    readonly WebApplication app;

    TestLibrary(WebApplication app, AppSettings settings) => (this.app, Settings) = (app, settings);

    public AppSettings Settings { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>
    /// Starts a library. <paramref name="settings"/> changes the defaults of a test, <paramref name="configure"/> its
    /// services,
    /// <paramref name="make"/> the class of the application.
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
            // A hundredth of the default: a test signs up accounts, and no test measures how long a password takes.
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

    /// <summary>A new browser profile: no cookies, redirects not followed by themselves.</summary>
    public Visitor NewVisitor(string language = "en") => new(Address, language);

    /// <summary>What everybody who signs up here has.</summary>
    public const string Password = "correct horse battery";

    /// <summary>A browser whose person has just made an account, on the pages. The first one is the operator.</summary>
    public Task<Visitor> SignUp(string name, string language = "en") => SignUp(NewVisitor(language), name, language);

    /// <summary>The same in a library that runs elsewhere.</summary>
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

    /// <summary>Signs up one more account, an operator, so that the first one can be deleted.</summary>
    public async Task AddOperator()
    {
        (await SignUp("operator")).Dispose();
        InScope(services => services.GetRequiredService<DbConnection>()
            .Execute("update accounts set is_operator = 1 where name = 'operator'"));
    }

    /// <summary>Runs <paramref name="work"/> with the services of a scope, as a request has them.</summary>
    public T InScope<T>(Func<IServiceProvider, T> work)
    {
        using var scope = Services.CreateScope();
        return work(scope.ServiceProvider);
    }

    /// <summary>Ends its work and closes its files; the data directory stays until it is disposed of.</summary>
    public async Task Stop()
    {
        await app.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        // Two libraries may have shared it, as a restarted one does.
        if (Directory.Exists(Settings.DataDirectory)) Directory.Delete(Settings.DataDirectory, recursive: true);
    }

    // Migrated once for all tests.
    static readonly Lazy<byte[]> template = new(() =>
    {
        var directory = Directory.CreateTempSubdirectory("carafe-template-").FullName;
        var file = Path.Combine(directory, "library.db");
        using (var database = new SqliteDatabase(file, FtsTokens.Functions))
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
