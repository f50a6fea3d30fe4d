
namespace App.Blueprints.Backend.Databases;

/// <summary>The data directory as its operators see it.</summary>
public sealed record SiteFiles
{
    public required string DataDirectory { get; init; }

    public required string LibraryFile { get; init; }

    public required string QueueFile { get; init; }

    public required string UploadsDirectory { get; init; }

    public string BackupsDirectory => Path.Combine(DataDirectory, "backups");

    /// <summary>In bytes; the databases with their logs.</summary>
    public (long Library, long Queue, long Uploads, long Others) Sizes()
    {
        var (library, queue, uploads) = (OfDatabase(LibraryFile), OfDatabase(QueueFile), Of(UploadsDirectory));
        return (library, queue, uploads, Math.Max(0, Of(DataDirectory) - library - queue - uploads));
    }

    public static long LengthOf(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;

    static long OfDatabase(string file) => LengthOf(file) + LengthOf($"{file}-wal") + LengthOf($"{file}-shm");

    // What vanishes while it is counted counts nothing.
    static long Of(string directory)
    {
        if (!Directory.Exists(directory)) return 0;
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return new DirectoryInfo(directory).EnumerateFiles("*", all).Sum(file =>
        {
            try
            {
                return file.Length;
            }
            catch (IOException)
            {
                return 0;
            }
        });
    }
}
