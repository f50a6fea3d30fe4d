using System.Collections.Concurrent;

namespace App.Patterns.AppDispatch;

/// <summary>
/// Applications made when they are first asked for: once each, however many ask at the same time, and none waits for
/// another's making. A failure is not remembered. Idle ones are ended. Flask: Application Dispatching
/// (<c>SubdomainDispatcher</c>, <c>PathDispatcher</c>).
/// </summary>
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

    /// <param name="create">Builds the application of a key on a mounted server; null when there is none.</param>
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
        missing = new(options.RememberMissing, options.MissingLimit, time);
        stopping = options.Stopping.UnsafeRegister(static state => ((MountedApps<TKey>)state!).Abort(), this);
        using var apart = SuppressFlow();
        timer = time.CreateTimer(_ => CloseIdle(), null, options.IdleAfter / 2, options.IdleAfter / 2);
    }

    /// <summary>Those that answer now.</summary>
    public IEnumerable<KeyValuePair<TKey, MountedApp>> Running =>
        Open().Select(one => KeyValuePair.Create(one.Key, one.App));

    /// <summary>
    /// Lets the application of <paramref name="key"/> answer, at <paramref name="path"/> below <paramref name="root"/>;
    /// false when there is none. What its making throws comes through, and the next request tries again; <see
    /// cref="BadHttpRequestException"/> (503) when too many live.
    /// </summary>
    public async ValueTask<bool> TryAnswer(TKey key, HttpContext parent, PathString root, PathString path)
    {
        if (await Enter(key) is not { } app) return false;
        await app.Handle(parent, root, path);
        return true;
    }

    /// <summary>The application of a key, entered: the caller leaves it. Null when there is none.</summary>
    public ValueTask<MountedApp?> Enter(TKey key) =>
        apps.TryGetValue(key, out var entry)
        && entry is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { } app } }
        && app.TryEnter()
            ? new(app)
            : new(EnterNew(key));

    /// <summary>
    /// Ends the application of a key, after its answers are sent. Requests that come meanwhile make a new one, so first
    /// see to it that
    /// <c>create</c> finds none where none is wanted.
    /// </summary>
    public async Task Close(TKey key)
    {
        if (apps.TryGetValue(key, out var entry) && await Made(entry) is { } app) await Close(key, entry, app);
    }

    /// <summary>Forgets that there was nothing by this name.</summary>
    public void Forget(TKey key) => missing.Remove(key);

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await timer.DisposeAsync();
        await stopping.DisposeAsync();
        Abort();
        await Task.WhenAll([.. apps.Keys.Select(Close), .. endings.Keys]);
    }

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
                // It failed, or there is none, or it was closed just now: the next one makes it anew.
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

    // Apart from the request that happens to be the first: what is made here outlives it.
    Task<MountedApp?> Begin(TKey key)
    {
        using var apart = SuppressFlow();
        return Task.Run(() => Make(key));
    }

    // A place is taken by what was built: whoever asks for a name that leads nowhere ends nobody.
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
            log.LogError(error, "The application of {Key} did not end well", key);
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
            // Whoever asked for it is told.
            return null;
        }
    }

    static AsyncFlowControl? SuppressFlow() =>
        ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
}
