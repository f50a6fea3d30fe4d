using System.Collections.Concurrent;
using App.Patterns.DeferredCallbacks;
using App.Tests.Testing;
using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.DeferredCallbacks;

/// <summary>
/// An application that uses only the code folder of the deferred callbacks pattern, an error page that clears the
/// response, and a log.
/// </summary>
sealed class DeferringApp : IAsyncDisposable
{
    BareApp app = null!;

    public ConcurrentQueue<string> Log { get; } = new();

    public BareApp Bare => app;

    public static async Task<DeferringApp> Start(
        Action<WebApplication> pipeline,
        Action<IServiceCollection>? services = null
    )
    {
        var deferring = new DeferringApp();
        deferring.app = await BareApp.Start(
            app =>
            {
                app.Use(ErrorPage);
                app.UseDeferredCallbacks();
                pipeline(app);
            },
            builder =>
            {
                builder.Services.AddDeferredCallbacks();
                builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(new QueueLog(deferring.Log));
                services?.Invoke(builder.Services);
            });
        return deferring;
    }

    public async Task<Answer> Get(string url)
    {
        using var visitor = app.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await visitor.Send(request);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task ErrorPage(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync("the page for 500");
        }
    }

    sealed class QueueLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");

        public void Dispose() { }
    }
}
