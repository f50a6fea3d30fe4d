using System.Collections.Concurrent;
using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace App.Tests.Patterns.AppDispatch;

sealed class MountHost : IAsyncDisposable
{
    public required BareApp App { get; init; }

    public required MountedApps<string> Apps { get; init; }

    public required ConcurrentQueue<string> Made { get; init; }

    public static async Task<MountHost> Start(
        Func<string, Task<WebApplication?>>? make = null,
        MountedAppsOptions? options = null,
        TimeProvider? time = null,
        bool remembers = true
    )
    {
        ConcurrentQueue<string> made = [];
        var apps = MountFixture.Apps(
            name =>
            {
                if (remembers) made.Enqueue(name);
                return make?.Invoke(name) ?? Task.FromResult<WebApplication?>(MountFixture.Echo(name));
            },
            options,
            time);
        var app = await BareApp.Start(
            app =>
            {
                app.Use(async (context, next) =>
                {
                    try
                    {
                        await next(context);
                    }
                    catch (BadHttpRequestException error)
                    {
                        context.Response.StatusCode = error.StatusCode;
                    }
                });
                app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, apps.TryHandle);
            },
            builder => builder.Services.AddSingleton(_ => apps));
        return new() { App = app, Apps = apps, Made = made };
    }

    public Task<(int Status, string Text)> Ask(string name) => App.Get("/", host: $"{name}.example.com");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Apps.DisposeAsync();
    }

    public static WebApplication Stream(SemaphoreSlim go) => MountFixture.Build(app => app.Run(async context =>
    {
        await context.Response.WriteAsync("begun");
        await context.Response.Body.FlushAsync();
        await go.WaitAsync();
        await context.Response.WriteAsync(", ended");
    }));
}
