using App.Blueprints.Search;
using App.Blueprints.Shelves;
using App.Patterns.AppDispatch;
using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Mounts;

/// <summary>
/// Builds, runs and closes the shelves (separate libraries at <c>/~name</c>) of this process. The first request or task
/// of a shelf builds its application. The application is closed when it is idle, or when any process changes the
/// database row of the shelf.
/// </summary>
public sealed class ShelfMounts : BackgroundService, ILibraryTasks, IAsyncDisposable
{
    static readonly TimeSpan moving = TimeSpan.FromSeconds(2);
    static readonly TimeSpan watchInterval = TimeSpan.FromMilliseconds(500);

    readonly ShelfRegistry registry;
    readonly ShelfOperations keeper;
    readonly ShelfFiles files;
    readonly AppSettings settings;
    readonly IServiceProvider process;
    readonly TimeProvider time;
    readonly ILogger<ShelfMounts> log;
    readonly SharedAssets assets;
    readonly MountedApps<Shelf> apps;

    internal ShelfMounts(
        ShelfRegistry registry,
        ShelfOperations keeper,
        ShelfFiles files,
        AppSettings settings,
        IServiceProvider process,
        SharedAssets assets,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILogger<ShelfMounts> log
    )
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        (this.registry, this.keeper, this.files, this.settings) = (registry, keeper, files, settings);
        (this.process, this.assets, this.time, this.log) = (process, assets, time, log);
        apps = new(
            Make,
            new() { Stopping = lifetime.ApplicationStopping, Timeout = TimeSpan.FromSeconds(30) },
            time,
            log
        );
    }

    /// <summary>The running shelves.</summary>
    public IEnumerable<KeyValuePair<Shelf, MountedApp>> Running => apps.Running;

    public IEnumerable<TaskLibrary> All =>
        registry.All().Where(shelf => shelf.State == ShelfState.Active).Select(shelf => new TaskLibrary(shelf.Key));

    /// <summary>
    /// Passes the request to a shelf, or responds that the shelf is suspended. Returns false when no shelf has this
    /// name.
    /// </summary>
    public async ValueTask<bool> TryHandle(string name, HttpContext parent, PathString root, PathString path)
    {
        for (var shelf = registry.Find(name); shelf is not null;)
        {
            if (await assets.TrySend(parent, root, path)) return true;
            if (shelf.State == ShelfState.Suspended)
            {
                await ShelfErrors.Suspended(parent);
                return true;
            }
            if (await apps.TryHandle(shelf, parent, root, path)) return true;
            // Returns false if the shelf is unchanged in the registry. If it was changed while its application was
            // being built, the loop tries again with the changed shelf.
            if (registry.Find(name) is var found && found == shelf) return false;
            shelf = found;
        }
        return false;
    }

    public bool IsAwake(TaskLibrary library) => Awake(library) is not null;

    public async ValueTask<EnteredLibrary?> Enter(TaskLibrary library) =>
        Find(library) is { State: ShelfState.Active } shelf && await apps.Enter(shelf) is { } app
            ? new(app.Services, app.Leave)
            : null;

    public async Task Execute(TaskLibrary library, Func<SqliteDatabase, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Awake(library) is { } awake && awake.TryEnter())
        {
            using var entered = new EnteredLibrary(awake.Services, awake.Leave);
            await work(awake.Services.GetRequiredService<SqliteDatabase>());
            return;
        }
        using var shared = files.TryLockShared(library.Key);
        if (
            shared is null
            || Find(library) is not { State: ShelfState.Active } shelf
            || !Directory.Exists(files.PathOf(shelf.Directory))
        )
            return;
        using var database = new SqliteDatabase(
            ShelfFiles.LibraryOf(files.PathOf(shelf.Directory)),
            FtsTokens.Register
        );
        await work(database);
    }

    /// <summary>Closes the application of a shelf if it has no running requests or tasks.</summary>
    public void Unload(TaskLibrary library)
    {
        foreach (var (shelf, app) in apps.Running)
            if (shelf.Key == library.Key && app.Users == 0)
                _ = apps.Close(shelf);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            keeper.Recover();
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Does not rethrow, because the main database may be readable later. The watch loop tries again.
            log.LogWarning(error, "Interrupted shelf operations could not be completed");
        }
        return base.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await apps.DisposeAsync();
        base.Dispose();
    }

    public override void Dispose()
    {
        apps.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(watchInterval, time);
        using var stopping = stoppingToken.UnsafeRegister(static state => ((PeriodicTimer)state!).Dispose(), timer);
        for (var seen = -1L; await timer.WaitForNextTickAsync(CancellationToken.None);)
        {
            try
            {
                var now = registry.Version;
                if (now == seen) continue;
                // Stores the version only if all interrupted shelf operations are completed. Otherwise the next
                // iteration retries them, for example because a shelf was in use.
                if (Settle()) seen = now;
            }
            catch (Exception error)
            {
                log.LogWarning(error, "The shelves could not be checked; the next round retries");
            }
        }
    }

    bool Settle()
    {
        foreach (var (shelf, _) in apps.Running)
            if (registry.Find(shelf.Id) != shelf || shelf.State != ShelfState.Active)
                _ = apps.Close(shelf);
        return registry.Unreconciled().All(shelf => keeper.TrySettle(shelf.Id));
    }

    // Builds the application of a shelf. First takes a shared lock on the shelf's directory, so that no process moves
    // the directory. Then reads the database row of the shelf again, because it may have changed before the lock was
    // taken.
    async Task<WebApplication?> Make(Shelf shelf)
    {
        var shared = files.TryLockShared(shelf.Key);
        for (
            var start = time.GetTimestamp();
            shared is null && time.GetElapsedTime(start) < moving;
            shared = files.TryLockShared(shelf.Key)
        )
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        WebApplication? app = null;
        try
        {
            return app = shared is not null && registry.Find(shelf.Id) == shelf ? Build(shelf, shared) : null;
        }
        finally
        {
            if (app is null && shared is not null) await shared.DisposeAsync();
        }
    }

    WebApplication Build(Shelf shelf, FileStream shared)
    {
        var path = files.PathOf(shelf.Directory);
        ShelfFiles.Prepare(path, line => log.LogWarning("{Shelf}: {Progress}", shelf.Name, line));
        var app = new ShelfApp(settings, shelf, process).Build(
            builder => builder.Services.AddSingleton(_ => new SharedFiles(shared)),
            builder => builder.UseMountedServer());
        // Creates SharedFiles, which owns the lock on the shelf's directory, before the database. The container
        // disposes services in reverse order, so the lock is released after the database is closed.
        app.Services.GetRequiredService<SharedFiles>();
        return app;
    }

    MountedApp? Awake(TaskLibrary library) => apps.Running.FirstOrDefault(one => one.Key.Key == library.Key).Value;

    Shelf? Find(TaskLibrary library) => Shelf.IdOf(library.Key) is { } id ? registry.Find(id) : null;

    sealed class SharedFiles(FileStream shared) : IDisposable
    {
        public void Dispose() => shared.Dispose();
    }
}
