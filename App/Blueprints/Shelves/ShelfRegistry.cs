using System.Collections.Concurrent;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.ChangeDetection;

namespace App.Blueprints.Shelves;

/// <summary>
/// Reads the shelves (separate libraries below <c>/~name</c>) from the main library's database. Caches the shelves that
/// it finds, until any process writes to the database. Unknown names are not cached.
/// </summary>
public sealed class ShelfRegistry(SqliteDatabase database) : IDisposable
{
    readonly DataVersion version = new(database);
    Known known = new(-1);

    /// <summary>A number that changes with every write to the database.</summary>
    public long Version => version.Read();

    /// <summary>Finds an active or suspended shelf; null if there is none with this name.</summary>
    public Shelf? Find(string name)
    {
        if (!ShelfForm.IsName(name)) return null;
        var current = Current();
        if (current.ByName.TryGetValue(name, out var shelf)) return shelf;
        shelf = Read(store => store.Find(name));
        if (shelf is not { State: ShelfState.Active or ShelfState.Suspended }) return null;
        current.ByName[name] = shelf;
        return shelf;
    }

    public Shelf? Find(long id) => Read(store => store.Find(id));

    public IReadOnlyList<Shelf> All() => Read(store => store.All());

    /// <summary>Returns the shelves whose creation, renaming or deletion is running or was interrupted.</summary>
    public IReadOnlyList<Shelf> Unreconciled() => Read(store => store.Unreconciled());

    /// <summary>
    /// Returns the active shelf that has waited longest for maintenance; null if every active shelf was maintained
    /// after <paramref name="before"/>.
    /// </summary>
    public Shelf? NextForMaintenance(DateTimeOffset before) => Read(store => store.NextForMaintenance(before));

    public void SetMaintainedAt(long id, DateTimeOffset now) => Write(store =>
    {
        store.SetMaintainedAt(id, now);
        return true;
    });

    public void Dispose() => version.Dispose();

    internal T Read<T>(Func<ShelfStore, T> query)
    {
        using var connection = new OnDemandConnection(database);
        return query(new ShelfStore(connection));
    }

    internal T Write<T>(Func<ShelfStore, T> change)
    {
        using var connection = new OnDemandConnection(database);
        T result = default!;
        connection.Transact(() => result = change(new ShelfStore(connection)));
        return result;
    }

    // Returns the cache for the current database version. The caller reads rows only after this method has read the
    // version. If a process writes in between, the next call finds a newer version and starts an empty cache.
    Known Current()
    {
        var now = Version;
        var seen = known;
        return seen.Version == now ? seen : known = new(now);
    }

    sealed record Known(long Version)
    {
        public ConcurrentDictionary<string, Shelf> ByName { get; } = new(StringComparer.Ordinal);
    }
}
