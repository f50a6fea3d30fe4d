using App.Patterns.Sqlite.Errors;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite.Maintenance;

/// <summary>Checks and backs up a database. Flask documentation: Using SQLite 3.</summary>
public static class SqliteMaintenance
{
    /// <summary>
    /// Checks the header and schema of the database file, or the whole file. Uses a new connection, which has no cached
    /// pages.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="thorough">Whether to check the whole file.</param>
    /// <exception cref="SqliteException">The file cannot be read or is damaged.</exception>
    public static void Check(this SqliteDatabase database, bool thorough = false)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = database.Path,
                DefaultTimeout = SqliteDatabase.LockTimeoutSeconds,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = thorough ? "pragma quick_check(1)" : "pragma table_list";
        if (command.ExecuteScalar() is string found && thorough && found != "ok")
            throw new SqliteException(found, SqliteErrors.Corrupt);
    }

    /// <summary>
    /// Writes a compact copy of the database to a new file. Other connections can read and write at the same time.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="path">The path of the new file.</param>
    /// <exception cref="SqliteException">The new file exists already or cannot be written.</exception>
    public static void BackUp(this SqliteDatabase database, string path)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $path";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
    }
}
