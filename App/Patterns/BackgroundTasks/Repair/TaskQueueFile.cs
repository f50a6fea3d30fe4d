using System.Globalization;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Sqlite.Maintenance;
using Microsoft.Data.Sqlite;

namespace App.Patterns.BackgroundTasks.Repair;

/// <summary>Checks and repairs the SQLite file in which Quartz stores the task queue.</summary>
/// <remarks>
/// The table of runs contains everything that is needed to create the file again. A damaged file is therefore renamed
/// and replaced by a new one.
/// </remarks>
public static class TaskQueueFile
{
    const string Marker = ".damaged-";

    /// <summary>Returns whether the file exists and is damaged. Reads the whole file, which is small.</summary>
    /// <param name="path">The path of the queue file.</param>
    /// <returns><see langword="false"/> when the file is intact or missing.</returns>
    public static bool IsDamaged(string path)
    {
        if (!File.Exists(path)) return false;
        using var database = new SqliteDatabase(path);
        try
        {
            database.Check(thorough: true);
            return false;
        }
        catch (SqliteException error)
        {
            return error.IsDamaged();
        }
    }

    /// <summary>Returns the names of the damaged queue files that were renamed.</summary>
    /// <param name="path">The path of the queue file.</param>
    /// <returns>The file names, oldest first.</returns>
    public static IReadOnlyList<string> SetAside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory
                .EnumerateFiles(folder, $"{Path.GetFileName(path)}{Marker}*")
                .Select(file => Path.GetFileName(file)!)
                .Where(name => !name.EndsWith("-wal", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Renames a damaged file to <c>name.damaged-time</c>.</summary>
    /// <param name="path">The path of the queue file.</param>
    /// <param name="now">The time for the new name.</param>
    /// <returns>The new name; <see langword="null"/> when the file is not damaged.</returns>
    internal static string? Replace(string path, DateTimeOffset now)
    {
        if (!IsDamaged(path)) return null;
        // Takes a lock, so that only one process repairs the file. When several processes detect the damage, the first
        // one renames the file. The others then find a new file or no file.
        using var turn = new FileStream(
            $"{path}.repair",
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            1,
            FileOptions.DeleteOnClose
        );
        if (!IsDamaged(path))
            return null;
        SqliteConnection.ClearAllPools();
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}{Marker}{now.UtcDateTime:yyyyMMdd-HHmmss-fff}");
        File.Move(path, name);
        if (File.Exists($"{path}-wal")) File.Move($"{path}-wal", $"{name}-wal");
        File.Delete($"{path}-shm");
        return Path.GetFileName(name);
    }
}
