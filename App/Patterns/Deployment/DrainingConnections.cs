using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace App.Patterns.Deployment;

/// <summary>
/// Delays the end of idle connections at shutdown by <see cref="Grace"/>. Kestrel otherwise closes a connection that it
/// accepted a moment ago, before it reads the request, and the client sees an error.
/// </summary>
static class DrainingConnections
{
    /// <summary>The time in which an open connection may still send a request.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>A connection middleware that delays the request to close.</summary>
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
