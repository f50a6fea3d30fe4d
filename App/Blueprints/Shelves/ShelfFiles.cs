using App.Blueprints.Links.Urls;
using App.Blueprints.Search;
using App.Patterns.Sqlite;

namespace App.Blueprints.Shelves;

/// <summary>
/// The directories of the shelves, and locks that tell, between processes, who uses one and who moves it.
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

    /// <summary>Held by all who use a shelf's files; null while somebody moves them.</summary>
    public FileStream? TryShare(string key) => TryOpen(key, FileAccess.Read, FileShare.Read);

    /// <summary>Held by who moves a shelf's files; null while anybody uses them.</summary>
    public FileStream? TryTake(string key) => TryOpen(key, FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// A directory beside the others, with the archives if not with the shelves, that is gone again unless it is moved
    /// to its place.
    /// </summary>
    public UnfinishedDirectory Begin(bool archive = false)
    {
        var name = $"{Unfinished}{Guid.NewGuid():n}";
        var held = TryTake(name)!;
        return new(Directory.CreateDirectory(archive ? ArchiveOf(name) : PathOf(name)).FullName, name, held);
    }

    /// <summary>Removes the directories whose makers have died.</summary>
    public void ClearUnfinished()
    {
        foreach (
            var path in ((string[])[root, archives])
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.GetDirectories(folder, $"{Unfinished}*"))
        )
        {
            using var held = TryTake(Path.GetFileName(path));
            if (held is null) continue;
            Directory.Delete(path, recursive: true);
            File.Delete(held.Name);
        }
    }

    /// <summary>
    /// Makes what is missing in a shelf's directory and brings its file and the keys of its links up to date. Throws
    /// <see cref="DatabaseTooNewException"/>.
    /// </summary>
    /// <param name="path">The shelf's directory.</param>
    /// <param name="log">Receives the progress of recomputing keys; by default standard error.</param>
    public static void Prepare(string path, Action<string>? log = null)
    {
        Directory.CreateDirectory(Path.Combine(path, Uploads));
        using var database = new SqliteDatabase(LibraryOf(path), FtsTokens.Functions);
        Migrations.Of(typeof(ShelfFiles).Assembly).Apply(database);
        LinkKeyUpgrade.Apply(database, log ?? Console.Error.WriteLine);
    }

    /// <summary>Copies a shelf as it is at this moment, also while it is written to.</summary>
    public static void Copy(string from, string to)
    {
        using (var database = new SqliteDatabase(LibraryOf(from))) database.BackUp(LibraryOf(to));
        Directory.CreateDirectory(Path.Combine(to, Uploads));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, Uploads)))
            TryCopy(file, Path.Combine(to, Uploads, Path.GetFileName(file)));
    }

    // An upload is removed when it is done with.
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

/// <summary>A directory that is being filled. Disposed before it was moved, it is gone.</summary>
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
