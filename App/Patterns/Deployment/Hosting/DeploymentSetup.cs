using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.Deployment.Hosting;

/// <summary>Prepares an application so that a deployment can restart it without failed requests.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File.</remarks>
public static class DeploymentSetup
{
    /// <summary>
    /// Listens on the socket that the service manager passes, drains its connections at shutdown, and stops the
    /// application when the reload file is touched. An application that was started without a passed socket and without
    /// a reload file, such as in development, behaves as before.
    /// </summary>
    /// <param name="builder">The builder of the application.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static WebApplicationBuilder AddDeployment(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (Environment.GetEnvironmentVariable(HostFiles.ReloadVariable) is { Length: > 0 } path)
            builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<ReloadFile>(services, path));
        if (!HasInheritedSocket()) return builder;
        // UseSystemd listens on any socket that a parent process passes with LISTEN_FDS, with or without systemd.
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.UseSystemd(endpoint => endpoint.Use(DrainingConnections.Delay)));
        builder.Services.AddTransient<IStartupFilter, CloseConnectionsWhileStopping>();
        return builder;
    }

    static bool HasInheritedSocket() =>
        Environment.GetEnvironmentVariable("LISTEN_FDS") is { Length: > 0 }
        && Environment.GetEnvironmentVariable("LISTEN_PID")
            == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    // Adds "Connection: close" to responses during the shutdown. The client then opens a new connection for its next
    // request, and the new process accepts that connection.
    sealed class CloseConnectionsWhileStopping(IHostApplicationLifetime lifetime) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (HttpProtocol.IsHttp11(context.Request.Protocol))
                    context.Response.OnStarting(() =>
                    {
                        if (lifetime.ApplicationStopping.IsCancellationRequested)
                            context.Response.Headers.Connection = "close";
                        return Task.CompletedTask;
                    });
                return following(context);
            });
            next(app);
        };
    }
}
