using App.Patterns.AppFactories;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App;

/// <summary>
/// The application as a worker process: runs background tasks until shutdown. Has the services and settings of the web
/// application, but no web server.
/// </summary>
[NotServed("it runs tasks and has no pages; start it with the worker command.")]
public class WorkerApp(AppSettings settings) : LibraryApp(settings)
{
    protected override bool RunsTasks => true;

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        base.ConfigureServices(builder);
        builder.Services.RemoveAll<IServer>().AddSingleton<IServer, NoServer>();
    }

    protected override void ConfigurePipeline(WebApplication app) { }

    sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }
}
