using System.Collections.Concurrent;

namespace App.Patterns.AppDispatch;

/// <summary>Builds and starts applications on first use, and stops idle ones.</summary>
/// <typeparam name="TKey">Identifies an application.</typeparam>
/// <remarks>
/// Concurrent requests for a key share one build and never wait for the build of another key. After a failed build the
/// next request builds again. Flask documentation: Application Dispatching (<c>SubdomainDispatcher</c>,
/// <c>PathDispatcher</c>).
/// </remarks>
public sealed class MountedApps<TKey> : IAsyncDisposable, IDisposable where TKey : notnull
{
    readonly Func<TKey, Task<WebApplication?>> create;
    readonly MountedAppsOptions options;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly ConcurrentDictionary<TKey, Lazy<Task<MountedApp?>>> apps = new();
    readonly ConcurrentDictionary<Task, TKey> endings = new();
    readonly NegativeCache<TKey> missing;
    readonly ITimer timer;
    readonly CancellationTokenRegistration stopping;
    int alive;
    bool disposed;

    /// <summary>Creates an empty set of applications and starts the timer that stops idle applications.</summary>
    /// <param name="create">
    /// Builds the application of a key with <see cref="AppDispatchSetup.UseMountedServer"/>; returns
    /// <see langword="null"/> when the key has no application.
    /// </param>
    /// <param name="options">The limits and timeouts.</param>
    /// <param name="time">The clock for idle times and timeouts.</param>
    /// <param name="log">Logs applications that fail to stop.</param>
    public MountedApps(
        Func<TKey, Task<WebApplication?>> create,
        MountedAppsOptions options,
        TimeProvider time,
        ILogger log
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (this.create, this.options, this.time, this.log) = (create, options, time, log);
        missing = new(options.RememberMissing, options.MaxMissing, time);
        stopping = options.Stopping.UnsafeRegister(static state => ((MountedApps<TKey>)state!).Abort(), this);
        using var apart = SuppressFlow();
        timer = time.CreateTimer(_ => CloseIdle(), null, options.IdleAfter / 2, options.IdleAfter / 2);
    }

    /// <summary>The applications that accept requests now.</summary>
    public IEnumerable<KeyValuePair<TKey, MountedApp>> Running =>
        Open().Select(one => KeyValuePair.Create(one.Key, one.App));

    /// <summary>Handles a request with the application of a key. Builds the application if necessary.</summary>
    /// <param name="key">The key of the application.</param>
    /// <param name="parent">The request of the parent.</param>
    /// <param name="root">The path base for the application.</param>
    /// <param name="path">The path for the application.</param>
    /// <returns><see langword="false"/> when the key has no application.</returns>
    /// <exception cref="BadHttpRequestException">
    /// All <see cref="MountedAppsOptions.Limit"/> applications are in use; status 503.
    /// </exception>
    /// <exception cref="ObjectDisposedException">
    /// This object is disposed and the application is not running.
    /// </exception>
    /// <remarks>Exceptions that the build or the start throws are rethrown.</remarks>
    public async ValueTask<bool> TryHandle(TKey key, HttpContext parent, PathString root, PathString path)
    {
        if (await Enter(key) is not { } app) return false;
        await app.Handle(parent, root, path);
        return true;
    }

    /// <summary>
    /// Returns the application of a key, building it if necessary, and counts the caller as a user, so that the
    /// application is not closed meanwhile. The caller must call <see cref="MountedApp.Leave"/> when it is done.
    /// </summary>
    /// <param name="key">The key of the application.</param>
    /// <returns>The application; <see langword="null"/> when the key has none.</returns>
    /// <exception cref="BadHttpRequestException">
    /// All <see cref="MountedAppsOptions.Limit"/> applications are in use; status 503.
    /// </exception>
    /// <exception cref="ObjectDisposedException">
    /// This object is disposed and the application is not running.
    /// </exception>
    /// <remarks>Exceptions that the build or the start throws are rethrown.</remarks>
    public ValueTask<MountedApp?> Enter(TKey key) =>
        apps.TryGetValue(key, out var entry)
        && entry is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { } app } }
        && app.TryEnter()
            ? new(app)
            : new(EnterNew(key));

    /// <summary>
    /// Stops the application of a key after its responses are sent, or after <see cref="MountedAppsOptions.Timeout"/>.
    /// </summary>
    /// <param name="key">The key of the application.</param>
    /// <remarks>
    /// If a request for the key arrives while the application stops, it builds a new application. To prevent that,
    /// first make the <c>create</c> function that was passed to the constructor return <see langword="null"/> for the
    /// key.
    /// </remarks>
    public async Task Close(TKey key)
    {
        if (apps.TryGetValue(key, out var entry) && await Made(entry) is { } app) await Close(key, entry, app);
    }

    /// <summary>
    /// Removes a key from the cache of keys without an application, so that the next request tries to build one.
    /// </summary>
    /// <param name="key">The key of the application.</param>
    public void Forget(TKey key) => missing.Remove(key);

    /// <summary>Stops all applications. Endless responses are aborted first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await timer.DisposeAsync();
        await stopping.DisposeAsync();
        Abort();
        await Task.WhenAll([.. apps.Keys.Select(Close), .. endings.Keys]);
        missing.Dispose();
    }

    /// <summary>Stops all applications and blocks until they have stopped. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    async Task<MountedApp?> EnterNew(TKey key)
    {
        while (!missing.Contains(key))
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var entry = apps.GetOrAdd(key, static (key, owner) => new(() => owner.Begin(key)), this);
            MountedApp? app = null;
            try
            {
                app = await entry.Value;
                if (app?.TryEnter() == true) return app;
            }
            finally
            {
                // Removes the entry if the build failed, the key has no application, or the application was closed
                // meanwhile. The next caller then builds the application again.
                if (app is null || app.IsClosed) apps.TryRemove(new(key, entry));
            }
            if (app is null)
            {
                missing.Add(key);
                return null;
            }
        }
        return null;
    }

    // Starts the build without the execution context of the request, because the application is used after the request
    // ends.
    Task<MountedApp?> Begin(TKey key)
    {
        using var apart = SuppressFlow();
        return Task.Run(() => Make(key));
    }

    // Builds and starts the application of a key. Counts it against the limit only after a successful build, so that
    // requests for unknown names never evict a running application.
    async Task<MountedApp?> Make(TKey key)
    {
        if (Volatile.Read(ref alive) >= options.Limit && !Open().Any(one => one.App.Users == 0)) throw Full();
        if (await create(key) is not { } built) return null;
        var hasPlace = false;
        try
        {
            AcquireSlot();
            hasPlace = true;
            return await MountedApp.Start(built, time, _ => ReleaseSlot());
        }
        catch
        {
            if (hasPlace) ReleaseSlot();
            await built.DisposeAsync();
            throw;
        }
    }

    void AcquireSlot()
    {
        for (; ; )
        {
            var seen = Volatile.Read(ref alive);
            if (seen < options.Limit && Interlocked.CompareExchange(ref alive, seen + 1, seen) == seen)
                return;
            if (seen < options.Limit)
                continue;
            var (key, entry, app) = Open()
                .Where(one => one.App.Users == 0)
                .DefaultIfEmpty()
                .MaxBy(one => one.App?.Idle);
            if (app is null)
                throw Full();
            if (app.TryClose())
                _ = Close(key, entry, app);
        }
    }

    BadHttpRequestException Full() =>
        new($"All of {options.Limit} applications are in use.", StatusCodes.Status503ServiceUnavailable);

    void ReleaseSlot() => Interlocked.Decrement(ref alive);

    void CloseIdle()
    {
        foreach (var (key, entry, app) in Open())
            if (app.Idle >= options.IdleAfter && app.TryClose())
                _ = Close(key, entry, app);
    }

    async Task Close(TKey key, Lazy<Task<MountedApp?>> entry, MountedApp app)
    {
        apps.TryRemove(new(key, entry));
        var ending = app.Close(options.Timeout);
        endings.TryAdd(ending, key);
        try
        {
            await ending;
        }
        catch (Exception error)
        {
            log.LogError(error, "The application of {Key} failed while stopping", key);
        }
        endings.TryRemove(ending, out _);
    }

    void Abort()
    {
        foreach (var (_, _, app) in Open()) app.Abort();
    }

    IEnumerable<(TKey Key, Lazy<Task<MountedApp?>> Entry, MountedApp App)> Open()
    {
        foreach (var (key, entry) in apps)
            if (
                entry is
                { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { IsClosed: false } app } }
            )
                yield return (key, entry, app);
    }

    static async Task<MountedApp?> Made(Lazy<Task<MountedApp?>> entry)
    {
        try
        {
            return await entry.Value;
        }
        catch (Exception)
        {
            // Ignores the failed build. The caller that started the build gets the exception.
            return null;
        }
    }

    static AsyncFlowControl? SuppressFlow() =>
        ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
}
