using App.Patterns.AppFactories;
using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.Subclassing;

sealed class StartedApp(WebApplication app, ErrorLog log, HttpClient http) : IAsyncDisposable
{
    public ErrorLog Log => log;

    public HttpClient Http => http;

    public static async Task<StartedApp> Of(Application<Named> application)
    {
        var log = new ErrorLog();
        var app = application.Build(builder => builder.Logging.AddProvider(log));
        await app.StartAsync();
        return new(app, log, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
