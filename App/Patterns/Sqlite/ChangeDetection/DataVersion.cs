using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite.ChangeDetection;

/// <summary>
/// Detects whether any connection of any process has written to a database file. Each check takes about 2 µs.
/// </summary>
/// <remarks>Holds one open connection. Flask documentation: Using SQLite 3.</remarks>
/// <param name="database">The database.</param>
public sealed class DataVersion(SqliteDatabase database) : IDisposable
{
    readonly Lock gate = new();
    SqliteConnection? connection;
    SqliteCommand? command;

    /// <summary>Returns a number that changes with every commit to the file.</summary>
    /// <returns>The version; compare it only with earlier values of this object.</returns>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public long Read()
    {
        lock (gate)
        {
            try
            {
                connection ??= database.Open();
                if (command is null)
                {
                    command = connection.CreateCommand();
                    command.CommandText = "pragma data_version";
                }
                return (long)command.ExecuteScalar()!;
            }
            catch (SqliteException)
            {
                // Closes the connection, so that the next call opens the file again. This is necessary if the file was
                // replaced.
                Close();
                throw;
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        lock (gate) Close();
    }

    void Close()
    {
        command?.Dispose();
        connection?.Dispose();
        (command, connection) = (null, null);
    }
}
