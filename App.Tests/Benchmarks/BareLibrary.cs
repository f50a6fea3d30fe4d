using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.DeferredCallbacks;
using Microsoft.AspNetCore.Hosting.Server;

namespace App.Tests.Benchmarks;

/// <summary>
/// Runs the whole application without a network. Passes requests to the application's pipeline, then counts and
/// discards the bytes of the response.
/// </summary>
sealed class BareLibrary(WebApplication app, Pipeline pipeline) : IAsyncDisposable
{
    string cookie = "";

    public long Owner { get; private set; }

    public static async Task<BareLibrary> Start(string data)
    {
        var pipeline = new Pipeline();
        var settings = new AppSettings { DataDirectory = data, Worker = WorkerMode.External };
        var app = new LibraryByHand(settings).Build(builder => builder.Services.AddSingleton<IServer>(pipeline));
        await app.StartAsync();
        var library = new BareLibrary(app, pipeline);
        await library.SignIn();
        return library;
    }

    public T InScope<T>(Func<IServiceProvider, T> work)
    {
        using var scope = app.Services.CreateScope();
        return work(scope.ServiceProvider);
    }

    /// <summary>Requests a page as the owner and returns its size in bytes. Throws unless the status is 200.</summary>
    public async Task<long> Get(string address)
    {
        var answer = await pipeline.Ask(address, cookie);
        return answer.Status == StatusCodes.Status200OK
            ? answer.Bytes
            : throw new InvalidOperationException($"{address}: {answer.Status}");
    }

    async Task SignIn()
    {
        using var scope = app.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        Owner = scope.ServiceProvider.GetRequiredService<AccountStore>().Find(LibraryBenchmark.Owner)!.Id;
        var signIn = new ApplicationBuilder(app.Services);
        signIn.UseDeferredCallbacks();
        signIn.Run(asking => asking.RequestServices.GetRequiredService<Sessions>().Begin(asking, Owner, "en"));
        await signIn.Build()(context);
        cookie = string.Join("; ", context.Response.Headers.SetCookie.Select(set => set!.Split(';')[0]));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
