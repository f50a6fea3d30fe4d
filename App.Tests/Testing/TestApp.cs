using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace App.Tests.Testing;

/// <summary>A bare web application on a port of its own, for a pattern without the library around it.</summary>
public sealed class TestApp : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string directory;

    TestApp(WebApplication app, string directory) => (this.app, this.directory) = (app, directory);

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it; <paramref name="services"/> also receives a directory that is gone with the application.</summary>
    public static async Task<TestApp> Start(Action<IServiceCollection, string> services, Action<WebApplication> pipeline)
    {
        var directory = Directory.CreateTempSubdirectory("carafe-test-").FullName;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        services(builder.Services, directory);
        var app = builder.Build();
        pipeline(app);
        await app.StartAsync();
        return new TestApp(app, directory)
        {
            Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public Visitor NewVisitor(string language = "en") => new(Address, language);

    public T InScope<T>(Func<IServiceProvider, T> work)
    {
        using var scope = Services.CreateScope();
        return work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
