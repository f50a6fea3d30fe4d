using System.Data;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Testing;

/// <summary>
/// Lets a test wait until a request to a path has ended and its database connection is closed. Register the object as
/// a service of the tested site.
/// </summary>
sealed class WatchedRequests(string path) : IStartupFilter
{
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<OnDemandConnection> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => begun.Task;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var isWatched = context.Request.Path == path;
            var connection = isWatched ? context.RequestServices.GetRequiredService<OnDemandConnection>() : null;
            if (isWatched) begun.TrySetResult();
            try
            {
                await rest(context);
            }
            finally
            {
                if (connection is not null) ended.TrySetResult(connection);
            }
        });
        next(app);
    };

    /// <summary>Waits until the request has ended and its database connection is closed.</summary>
    public async Task Released()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var connection = await ended.Task.WaitAsync(patience.Token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (connection.State != ConnectionState.Closed) await timer.WaitForNextTickAsync(patience.Token);
    }
}
