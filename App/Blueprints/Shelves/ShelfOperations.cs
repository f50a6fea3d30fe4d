using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Blueprints.Shelves;

/// <summary>
/// Changes shelves (separate libraries of links) while they are in use. Each step is one SQL statement, or writes a
/// temporary directory and renames it. <see cref="Recover"/> completes or reverts operations that a crash interrupted.
/// A running server detects changes that other processes make.
/// </summary>
public sealed class ShelfOperations(ShelfRegistry registry, ShelfFiles files, TimeProvider clock)
{
    static readonly TimeSpan step = TimeSpan.FromMilliseconds(50);

    public IReadOnlyList<Shelf> All() => registry.All();

    public IEnumerable<string> Archives() => files.Archives;

    public ShelfProblem Create(ShelfForm form) => Make(form, path => ShelfFiles.Prepare(path));

    /// <summary>
    /// Creates a shelf from an archive. If <paramref name="name"/> is null, the shelf gets the name that the archived
    /// shelf had. The archive is not deleted.
    /// </summary>
    public ShelfProblem Restore(string archive, string? name = null)
    {
        if (!files.Archives.Contains(archive, StringComparer.Ordinal)) return ShelfProblem.NoArchive;
        var source = files.ArchiveOf(archive);
        if (ShelfArchive.Read(source) is not { } form) return ShelfProblem.ArchiveBroken;
        try
        {
            return Make(form with { Name = name ?? form.Name }, path =>
            {
                ShelfFiles.Copy(source, path);
                ShelfFiles.Prepare(path);
            });
        }
        catch (Exception error) when (error is DatabaseTooNewException or SqliteException or DirectoryNotFoundException)
        {
            return ShelfProblem.ArchiveBroken;
        }
    }

    /// <summary>Sets title, colour, languages and whether sign-up is open.</summary>
    public ShelfProblem Set(string name, ShelfForm form) =>
        Change(name, (store, shelf) => store.Set(shelf.Id, form) ? ShelfProblem.None : ShelfProblem.NoShelf);

    /// <summary>
    /// Renames a shelf and serves it under the new name at once. Its directory is renamed after the last response under
    /// the old name has ended. Waits at most <paramref name="patience"/> until the directory is renamed.
    /// </summary>
    public async Task<ShelfProblem> Rename(string name, string newName, TimeSpan patience = default)
    {
        if (!ShelfForm.IsName(newName))
            return ShelfProblem.NameInvalid;
        if (newName != name && Directory.Exists(files.PathOf(newName)))
            return ShelfProblem.DirectoryTaken;
        return await Leave(
            name,
            (store, shelf) => store.Rename(shelf.Id, newName) ? ShelfProblem.None : ShelfProblem.NameTaken,
            patience
        );
    }

    public ShelfProblem Suspend(string name) =>
        Change(name, (store, shelf) => SetState(store, shelf, ShelfState.Suspended));

    public ShelfProblem Resume(string name) =>
        Change(name, (store, shelf) => SetState(store, shelf, ShelfState.Active));

    /// <summary>
    /// Stops serving a shelf. Its directory becomes an archive after the last response has ended. Waits at most
    /// <paramref name="patience"/> until the directory is archived.
    /// </summary>
    public Task<ShelfProblem> Delete(string name, TimeSpan patience = default) =>
        Leave(name, (store, shelf) => SetState(store, shelf, ShelfState.Deleting), patience);

    /// <summary>Copies a shelf into an archive while it is in use. Returns the archive's name.</summary>
    public (ShelfProblem Problem, string? Archive) BackUp(string name)
    {
        if (registry.Find(name) is not { } found) return (ShelfProblem.NoShelf, null);
        using var shared = files.TryLockShared(found.Key);
        if (shared is null || registry.Find(found.Id) is not { } shelf || shelf.State == ShelfState.Deleting)
            return (ShelfProblem.NoShelf, null);
        using var copy = files.Begin(archive: true);
        ShelfFiles.Copy(files.PathOf(shelf.Directory), copy.Path);
        ShelfArchive.Write(copy.Path, shelf);
        var archive = ShelfArchive.NameOf(shelf, clock.GetUtcNow());
        copy.MoveTo(files.ArchiveOf(archive));
        return (ShelfProblem.None, archive);
    }

    /// <summary>
    /// Completes or reverts operations that were interrupted. Ignores operations that a running process still works on.
    /// </summary>
    public void Recover()
    {
        foreach (var shelf in registry.Unreconciled()) TrySettle(shelf.Id);
        files.ClearUnfinished();
    }

    /// <summary>
    /// Completes a pending creation, renaming or deletion of a shelf. Returns false while the shelf's files are in use.
    /// </summary>
    public bool TrySettle(long id)
    {
        using var taken = files.TryLockExclusive(Shelf.KeyOf(id));
        if (taken is null) return false;
        if (registry.Find(id) is not { } shelf) return true;
        if (shelf.State == ShelfState.Creating) return TrySettleNew(shelf);
        if (shelf.State == ShelfState.Deleting) Archive(shelf);
        else if (shelf.Directory != shelf.Name) Move(shelf);
        return true;
    }

    ShelfProblem Make(ShelfForm form, Action<string> fill)
    {
        if (!ShelfForm.IsName(form.Name)) return ShelfProblem.NameInvalid;
        if (registry.Read(store => store.Find(form.Name)) is not null) return ShelfProblem.NameTaken;
        var place = files.PathOf(form.Name);
        if (Directory.Exists(place)) return ShelfProblem.DirectoryTaken;
        using var directory = files.Begin();
        fill(directory.Path);
        if (registry.Write(store => store.Add(form, directory.Name, clock.GetUtcNow())) is not { } id)
            return ShelfProblem.NameTaken;
        try
        {
            directory.MoveTo(place);
        }
        catch (IOException)
        {
            Write(store => store.Remove(id));
            return ShelfProblem.DirectoryTaken;
        }
        Write(store => store.Settle(id, form.Name));
        return ShelfProblem.None;
    }

    ShelfProblem Change(string name, Func<ShelfStore, Shelf, ShelfProblem> change) =>
        registry.Write(store =>
            store.Find(name) is { State: ShelfState.Active or ShelfState.Suspended } shelf
                ? change(store, shelf)
                : ShelfProblem.NoShelf
        );

    static ShelfProblem SetState(ShelfStore store, Shelf shelf, ShelfState state)
    {
        store.SetState(shelf.Id, state);
        return ShelfProblem.None;
    }

    async Task<ShelfProblem> Leave(string name, Func<ShelfStore, Shelf, ShelfProblem> change, TimeSpan patience)
    {
        Shelf? left = null;
        var problem = Change(name, (store, shelf) =>
        {
            left = shelf;
            return change(store, shelf);
        });
        if (problem != ShelfProblem.None)
            return problem;
        for (var start = clock.GetTimestamp(); !TrySettle(left!.Id) && clock.GetElapsedTime(start) < patience;)
            await Task.Delay(step, clock);
        return ShelfProblem.None;
    }

    // Completes or reverts an interrupted creation. The creating process locks the unfinished directory. If the lock is
    // free, that process has ended.
    bool TrySettleNew(Shelf shelf)
    {
        using var maker = files.TryLockExclusive(shelf.Directory);
        if (maker is null) return false;
        var isWhole = !Directory.Exists(files.PathOf(shelf.Directory)) && Directory.Exists(files.PathOf(shelf.Name));
        Write(store =>
        {
            if (isWhole) store.Settle(shelf.Id, shelf.Name);
            else store.Remove(shelf.Id);
        });
        return true;
    }

    void Archive(Shelf shelf)
    {
        var path = files.PathOf(shelf.Directory);
        if (Directory.Exists(path))
        {
            ShelfArchive.Write(path, shelf);
            var archive = files.ArchiveOf(ShelfArchive.NameOf(shelf, clock.GetUtcNow()));
            Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
            Directory.Move(path, archive);
        }
        Write(store => store.Remove(shelf.Id));
    }

    void Move(Shelf shelf)
    {
        var (from, to) = (files.PathOf(shelf.Directory), files.PathOf(shelf.Name));
        if (Directory.Exists(from) && Directory.Exists(to)) return;
        if (Directory.Exists(from)) Directory.Move(from, to);
        Write(store => store.Settle(shelf.Id, shelf.Name));
    }

    void Write(Action<ShelfStore> change) => registry.Write(store =>
    {
        change(store);
        return true;
    });
}
