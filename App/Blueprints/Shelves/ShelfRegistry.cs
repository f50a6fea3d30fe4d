using System.Collections.Concurrent;
using App.Patterns.Sqlite;

namespace App.Blueprints.Shelves;

/// <summary>
/// The shelves as the main library's file has them at this moment, whichever process wrote it. Found ones are kept
/// until the file is written; names that are none are not.
/// </summary>
public sealed class ShelfRegistry(SqliteDatabase database) : IDisposable
{
    readonly DataVersion version = new(database);
    Known known = new(-1);

    /// <summary>The number changes with every write to the file.</summary>
    public long Version => version.Read();

    /// <summary>A shelf that is served or suspended; null when there is none by this name.</summary>
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

    /// <summary>Those that an operation left between two states, or is at.</summary>
    public IReadOnlyList<Shelf> Unsettled() => Read(store => store.Unsettled());

    /// <summary>
    /// The active shelf whose regular work was done longest ago, and before <paramref name="before"/>.
    /// </summary>
    public Shelf? ToKeepUp(DateTimeOffset before) => Read(store => store.ToKeepUp(before));

    public void SetUpkept(long id, DateTimeOffset now) => Write(store =>
    {
        store.SetUpkept(id, now);
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

    // The version is read before the rows: they are at least as new.
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
