using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.Deployment;

/// <summary>Prepares an application to be restarted by a deployment without a failed request.</summary>
/// <remarks>Flask documentation: Deploying with Fabric.</remarks>
public static class DeploymentSetup
{
    /// <summary>
    /// Listens on the socket that the service manager passes, drains connections at shutdown, and stops when the reload
    /// file is touched. Does nothing for an application that was started without them, such as in development.
    /// </summary>
    /// <param name="builder">The builder of the application.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static WebApplicationBuilder AddDeployment(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (Environment.GetEnvironmentVariable(ReloadFile.Variable) is { Length: > 0 } path)
            builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<ReloadFile>(services, path));
        if (!HasInheritedSocket()) return builder;
        // Kestrel calls it systemd, but any parent process can pass a socket in this way.
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.UseSystemd(endpoint => endpoint.Use(DrainingConnections.Delay)));
        builder.Services.AddTransient<IStartupFilter, CloseConnectionsWhileStopping>();
        return builder;
    }

    static bool HasInheritedSocket() =>
        Environment.GetEnvironmentVariable("LISTEN_FDS") is { Length: > 0 }
        && Environment.GetEnvironmentVariable("LISTEN_PID")
            == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    // The header makes clients send their next request on a new connection, which the new process accepts.
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
