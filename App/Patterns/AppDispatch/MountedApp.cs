using Microsoft.AspNetCore.Hosting.Server;

namespace App.Patterns.AppDispatch;

/// <summary>
/// An application that runs on a <see cref="MountedServer"/>, and how many are using it: requests until their last byte
/// is sent, and whoever entered it for its services. Closed, it lets nobody in any more and ends when the last has
/// left.
/// </summary>
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
                "The application has a server of its own: build it with UseMountedServer."
            );
        StartedAt = time.GetUtcNow();
        usedAt = time.GetTimestamp();
        ending = new(End);
    }

    public IServiceProvider Services => app.Services;

    public DateTimeOffset StartedAt { get; }

    /// <summary>Requests and others who are inside at the moment.</summary>
    public int Users => Volatile.Read(ref users) & ~Closed;

    public long Requests => Interlocked.Read(ref requests);

    public bool IsClosed => Volatile.Read(ref users) < 0;

    /// <summary>How long nobody has come or gone.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref usedAt));

    /// <summary>
    /// Starts a built application. What its start throws comes through, and the application is disposed of. <paramref
    /// name="closed"/> is called once, when the last has entered.
    /// </summary>
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

    /// <summary>Whoever is in must <see cref="Leave"/>; false when it is closed.</summary>
    public bool TryEnter()
    {
        for (var seen = Volatile.Read(ref users); seen >= 0;)
        {
            if (Interlocked.CompareExchange(ref users, seen + 1, seen) is var found && found == seen) return true;
            seen = found;
        }
        return false;
    }

    public void Leave()
    {
        Interlocked.Exchange(ref usedAt, time.GetTimestamp());
        if (Interlocked.Decrement(ref users) == Closed) empty.TrySetResult();
    }

    /// <summary>Answers a request for which somebody has entered, and leaves when the answer is sent.</summary>
    public Task Handle(HttpContext parent, PathString root, PathString path)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Exchange(ref usedAt, time.GetTimestamp());
        return server.Handle(parent, root, path, Leave);
    }

    /// <summary>Closes it when nobody is in.</summary>
    public bool TryClose()
    {
        if (Interlocked.CompareExchange(ref users, Closed, 0) != 0) return false;
        empty.TrySetResult();
        closed(this);
        return true;
    }

    /// <summary>Tells those who would stay for ever, such as event streams, that it ends.</summary>
    public void Abort() => app.Lifetime.StopApplication();

    /// <summary>
    /// Lets nobody in any more, waits until all have left, for <paramref name="patience"/> undisturbed and a tenth of
    /// that after telling them to hurry, and disposes of the application. Whoever stays longer finds it gone.
    /// </summary>
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
