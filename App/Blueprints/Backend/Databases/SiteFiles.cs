
namespace App.Blueprints.Backend.Databases;

/// <summary>Paths and sizes of the files in the data directory.</summary>
public sealed record SiteFiles
{
    public required string DataDirectory { get; init; }

    public required string LibraryFile { get; init; }

    public required string QueueFile { get; init; }

    public required string UploadsDirectory { get; init; }

    public string BackupsDirectory => Path.Combine(DataDirectory, "backups");

    /// <summary>Sizes in bytes; databases include their -wal and -shm files.</summary>
    public (long Library, long Queue, long Uploads, long Others) Sizes()
    {
        var (library, queue, uploads) = (OfDatabase(LibraryFile), OfDatabase(QueueFile), Of(UploadsDirectory));
        return (library, queue, uploads, Math.Max(0, Of(DataDirectory) - library - queue - uploads));
    }

    public static long LengthOf(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;

    static long OfDatabase(string file) => LengthOf(file) + LengthOf($"{file}-wal") + LengthOf($"{file}-shm");

    // A file that is deleted during enumeration counts as 0 bytes.
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
