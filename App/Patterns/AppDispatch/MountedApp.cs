using Microsoft.AspNetCore.Hosting.Server;

namespace App.Patterns.AppDispatch;

/// <summary>A running application on a <see cref="MountedServer"/> that counts its users.</summary>
/// <remarks>
/// A user is a request until its last byte is sent, or a caller of <see cref="TryEnter"/> until <see cref="Leave"/>.
/// After an application is closed, it accepts no new users. Flask documentation: Application Dispatching.
/// </remarks>
public sealed class MountedApp
{
    const int Closed = int.MinValue;

    readonly WebApplication app;
    readonly MountedServer server;
    readonly TimeProvider time;
    readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Action<MountedApp> closed;
    readonly Lazy<Task> ending;
    int users;
    long requests;
    long usedAt;

    MountedApp(WebApplication app, TimeProvider time, Action<MountedApp> closed)
    {
        (this.app, this.time, this.closed) = (app, time, closed);
        server =
            app.Services.GetRequiredService<IServer>() as MountedServer
            ?? throw new InvalidOperationException(
                "The application has its own server. Build it with UseMountedServer."
            );
        StartedAt = time.GetUtcNow();
        usedAt = time.GetTimestamp();
        ending = new(End);
    }

    /// <summary>
    /// The services of the application. Use them only between <see cref="TryEnter"/> and <see cref="Leave"/>.
    /// </summary>
    public IServiceProvider Services => app.Services;

    /// <summary>When the application was started, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The current number of users: requests and other callers of <see cref="TryEnter"/>.</summary>
    public int Users => Volatile.Read(ref users) & ~Closed;

    /// <summary>The number of requests since the start.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Whether the application is closed or closing, so that it accepts no new users.</summary>
    public bool IsClosed => Volatile.Read(ref users) < 0;

    /// <summary>
    /// The time since the application was last used: since a request began or a user left, whichever is later.
    /// </summary>
    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref usedAt));

    /// <summary>Starts a built application. When the start fails, the application is disposed.</summary>
    /// <param name="app">The application, built with <see cref="AppDispatchSetup.UseMountedServer"/>.</param>
    /// <param name="time">The clock for idle times and timeouts.</param>
    /// <param name="closed">Called once, when the application stops accepting users.</param>
    /// <returns>The running application.</returns>
    /// <exception cref="InvalidOperationException">The application was built with another server.</exception>
    /// <remarks>Other exceptions that the start throws are rethrown.</remarks>
    public static async Task<MountedApp> Start(WebApplication app, TimeProvider time, Action<MountedApp>? closed = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            var mounted = new MountedApp(app, time, closed ?? (_ => { }));
            await app.StartAsync();
            return mounted;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Registers the caller as a user, so that the application is not closed while it is in use. If the result is true,
    /// the caller must call either <see cref="Leave"/>, or <see cref="Handle"/>, which calls <see cref="Leave"/>.
    /// </summary>
    /// <returns><see langword="false"/> when the application is closed.</returns>
    public bool TryEnter()
    {
        for (var seen = Volatile.Read(ref users); seen >= 0;)
        {
            if (Interlocked.CompareExchange(ref users, seen + 1, seen) is var found && found == seen) return true;
            seen = found;
        }
        return false;
    }

    /// <summary>Unregisters a user. Call it once for each successful <see cref="TryEnter"/>.</summary>
    public void Leave()
    {
        Interlocked.Exchange(ref usedAt, time.GetTimestamp());
        if (Interlocked.Decrement(ref users) == Closed) empty.TrySetResult();
    }

    /// <summary>
    /// Handles a request that the parent application received. Call <see cref="TryEnter"/> first. This method calls
    /// <see cref="Leave"/> after the response is sent.
    /// </summary>
    /// <param name="parent">The request of the parent.</param>
    /// <param name="root">The path base for the application.</param>
    /// <param name="path">The path for the application.</param>
    /// <returns>A task that ends with the processing of the request.</returns>
    /// <exception cref="InvalidOperationException">The server of the application is stopped.</exception>
    public Task Handle(HttpContext parent, PathString root, PathString path)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Exchange(ref usedAt, time.GetTimestamp());
        return server.Handle(parent, root, path, Leave);
    }

    /// <summary>
    /// Refuses new requests if no request is running. When this returns true, call <see cref="Close"/> to stop and
    /// dispose the application.
    /// </summary>
    /// <returns><see langword="false"/> when the application has users or is already closed.</returns>
    public bool TryClose()
    {
        if (Interlocked.CompareExchange(ref users, Closed, 0) != 0) return false;
        empty.TrySetResult();
        closed(this);
        return true;
    }

    /// <summary>Signals <c>ApplicationStopping</c>, so that endless responses such as event streams end.</summary>
    public void Abort() => app.Lifetime.StopApplication();

    /// <summary>Closes the application, waits until its users have left, and stops and disposes it.</summary>
    /// <param name="patience">
    /// The maximum time to wait for the users before <see cref="Abort"/> is called. After that call, <c>Close</c> waits
    /// for at most a tenth of this time.
    /// </param>
    /// <remarks>After that, the services are disposed, even when there are still users.</remarks>
    public async Task Close(TimeSpan patience)
    {
        var before = Interlocked.Or(ref users, Closed);
        if (before == 0) empty.TrySetResult();
        if (before >= 0) closed(this);
        if (!await IsEmpty(patience))
        {
            Abort();
            await IsEmpty(patience / 10);
        }
        await ending.Value;
    }

    async Task<bool> IsEmpty(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, time);
        await empty.Task.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return empty.Task.IsCompleted;
    }

    async Task End()
    {
        try
        {
            await app.StopAsync();
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
