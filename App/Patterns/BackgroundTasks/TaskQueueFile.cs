using System.Globalization;
using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// The file of the queue. It holds nothing that the table of runs does not hold, so a damaged one is renamed and
/// replaced by a new one.
/// </summary>
public static class TaskQueueFile
{
    const string Marker = ".damaged-";

    /// <summary>Whether the file exists and its content is broken. Reads all of it, which is little.</summary>
    /// <param name="path">The file of the queue.</param>
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

    /// <summary>The names of the damaged files that were renamed and are still there, oldest first.</summary>
    /// <param name="path">The file of the queue.</param>
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

    /// <summary>
    /// Renames the file to <c>name.damaged-time</c> when it is damaged. Returns its new name, or null when it is sound.
    /// </summary>
    /// <param name="path">The file of the queue.</param>
    /// <param name="now">For the name.</param>
    internal static string? Replace(string path, DateTimeOffset now)
    {
        if (!IsDamaged(path)) return null;
        // Of several processes that see the damage one renames the file; the others then find a sound one, or none.
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
