using System.Text;

namespace App.Tests.Pipeline;

/// <summary>Damages and repairs database files.</summary>
static class DamagedFile
{
    public const string Garbage = "this is no database, but a file of some length that is not one either";

    /// <summary>
    /// Overwrites a file with invalid data from a position to its end, even while the site has the file open.
    /// </summary>
    public static void Damage(string path, int from = 0)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete
        );
        var length = Math.Max(file.Length, 8192);
        file.Position = from;
        var bytes = Encoding.ASCII.GetBytes(Garbage);
        while (file.Position < length) file.Write(bytes);
        foreach (var log in (string[])[$"{path}-wal", $"{path}-shm"]) File.Delete(log);
    }

    /// <summary>Replaces a file by a rename, as an administrator does to restore a backup.</summary>
    public static void Replace(string path, byte[] content)
    {
        File.WriteAllBytes($"{path}.new", content);
        File.Move($"{path}.new", path, overwrite: true);
        foreach (var log in (string[])[$"{path}-wal", $"{path}-shm"]) File.Delete(log);
    }
}
