using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// Tells cheaply (about 2 µs) whether a file was written since one last looked, by whatever connection of whatever
/// process: the number changes with every commit. Keeps one connection of its own.
/// </summary>
public sealed class DataVersion(SqliteDatabase database) : IDisposable
{
    readonly Lock gate = new();
    SqliteConnection? connection;
    SqliteCommand? command;

    /// <summary>Throws <see cref="SqliteException"/> when the file does not answer.</summary>
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
                // The next call opens the file anew, which may have been replaced meanwhile.
                Close();
                throw;
            }
        }
    }

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
