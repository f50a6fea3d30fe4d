using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace App.Patterns.Deployment.Hosting;

/// <summary>
/// Keeps idle connections open for <see cref="Grace"/> after a shutdown has begun. Without the delay, Kestrel closes a
/// connection that it has just accepted before it reads the request, and the client sees an error.
/// </summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File.</remarks>
static class DrainingConnections
{
    /// <summary>How long after the start of a shutdown an open connection still accepts a request.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Creates a connection middleware that delays Kestrel's request to close an idle connection.</summary>
    /// <param name="next">The next connection middleware.</param>
    /// <returns>The middleware.</returns>
    public static ConnectionDelegate Delay(ConnectionDelegate next) => async connection =>
    {
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is not { } feature)
        {
            await next(connection);
            return;
        }
        using var delayed = new DelayedNotification(feature);
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(delayed);
        await next(connection);
    };

    sealed class DelayedNotification : IConnectionLifetimeNotificationFeature, IDisposable
    {
        readonly CancellationTokenSource source = new();
        readonly IConnectionLifetimeNotificationFeature feature;
        readonly CancellationTokenRegistration registration;

        public DelayedNotification(IConnectionLifetimeNotificationFeature feature)
        {
            this.feature = feature;
            ConnectionClosedRequested = source.Token;
            registration = feature.ConnectionClosedRequested.Register(() => source.CancelAfter(Grace));
        }

        public CancellationToken ConnectionClosedRequested { get; set; }

        public void RequestClose() => feature.RequestClose();

        public void Dispose()
        {
            registration.Dispose();
            source.Dispose();
        }
    }
}
