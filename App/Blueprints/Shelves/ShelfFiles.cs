using App.Blueprints.Links;
using App.Blueprints.Links.Urls;
using App.Blueprints.Search;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Maintenance;

namespace App.Blueprints.Shelves;

/// <summary>
/// Manages the directories of shelves (separate libraries of links). File locks prevent a process from moving a
/// directory that another process uses.
/// </summary>
public sealed class ShelfFiles(string root, string archives)
{
    const string Library = "library.db";
    const string Uploads = "uploads";
    const string Unfinished = ".new-";

    public string PathOf(string directory) => Path.Combine(root, directory);

    public string ArchiveOf(string name) => Path.Combine(archives, name);

    public static string LibraryOf(string path) => Path.Combine(path, Library);

    public IEnumerable<string> Archives =>
        Directory.Exists(archives)
            ? Directory
                .EnumerateDirectories(archives)
                .Select(path => Path.GetFileName(path)!)
                .Where(name => !name.StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [];

    /// <summary>
    /// Takes the shared lock for using a shelf's files; null while they are being moved.
    /// </summary>
    public FileStream? TryLockShared(string key) => TryOpen(key, FileAccess.Read, FileShare.Read);

    /// <summary>Takes the exclusive lock for moving a shelf's files; null while they are in use.</summary>
    public FileStream? TryLockExclusive(string key) => TryOpen(key, FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Creates a temporary directory beside the shelves or the archives. Disposing the returned object deletes the
    /// directory, unless the directory was moved.
    /// </summary>
    public UnfinishedDirectory Begin(bool archive = false)
    {
        var name = $"{Unfinished}{Guid.NewGuid():n}";
        var held = TryLockExclusive(name)!;
        return new(Directory.CreateDirectory(archive ? ArchiveOf(name) : PathOf(name)).FullName, name, held);
    }

    /// <summary>Deletes temporary directories that no running process uses.</summary>
    public void ClearUnfinished()
    {
        foreach (
            var path in ((string[])[root, archives])
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.GetDirectories(folder, $"{Unfinished}*"))
        )
        {
            using var held = TryLockExclusive(Path.GetFileName(path));
            if (held is null) continue;
            Directory.Delete(path, recursive: true);
            File.Delete(held.Name);
        }
    }

    /// <summary>
    /// Creates missing directories of a shelf and migrates its database. After an update of the program, recomputes the
    /// search index and the URL keys (normalized URLs that identify duplicate links). Throws
    /// <see cref="DatabaseTooNewException"/> if a newer version of the program wrote the database.
    /// </summary>
    /// <param name="path">The shelf's directory.</param>
    /// <param name="log">Receives the progress of recomputing; null writes it to standard error.</param>
    public static void Prepare(string path, Action<string>? log = null)
    {
        Directory.CreateDirectory(Path.Combine(path, Uploads));
        SqlMappingSetup.Register();
        using var database = new SqliteDatabase(LibraryOf(path), FtsTokens.Register);
        Migrations.Of(typeof(ShelfFiles).Assembly).Apply(database);
        LinkKeyUpgrade.Apply(database, log ?? Console.Error.WriteLine);
        LinkIndexUpgrade.Apply(database, log ?? Console.Error.WriteLine);
    }

    /// <summary>Copies a shelf, also while it is in use. The copy of the database is a consistent snapshot.</summary>
    public static void Copy(string from, string to)
    {
        using (var database = new SqliteDatabase(LibraryOf(from))) database.BackUp(LibraryOf(to));
        Directory.CreateDirectory(Path.Combine(to, Uploads));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, Uploads)))
            TryCopy(file, Path.Combine(to, Uploads, Path.GetFileName(file)));
    }

    // Ignores a missing file, because an upload can be deleted while the copy runs.
    static void TryCopy(string from, string to)
    {
        try
        {
            File.Copy(from, to);
        }
        catch (FileNotFoundException)
        {
        }
    }

    FileStream? TryOpen(string key, FileAccess access, FileShare share)
    {
        var locks = Directory.CreateDirectory(Path.Combine(root, ".locks")).FullName;
        try
        {
            return new(Path.Combine(locks, key), FileMode.OpenOrCreate, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>
/// A temporary directory that is being filled. Disposing this object deletes the directory, unless the directory was
/// moved.
/// </summary>
public sealed class UnfinishedDirectory(string path, string name, FileStream held) : IDisposable
{
    public string Path => path;

    public string Name => name;

    public void MoveTo(string place) => Directory.Move(path, place);

    public void Dispose()
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        File.Delete(held.Name);
        held.Dispose();
    }
}
