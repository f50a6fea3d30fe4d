using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// One SQLite file. Opens connections to it (pooled, WAL, foreign keys on, five seconds of patience with other
/// processes) and lets one writer of this process in at a time, which keeps the slowest of many writers fast.
/// Statements may call the functions it is given. Flask: Using SQLite 3.
/// </summary>
public sealed class SqliteDatabase(string path, params IReadOnlyList<SqliteFunction> functions) : IDisposable
{
    public const int PatienceSeconds = 5;

    /// <summary>How long one waits for the other writers of this process: they move on, so it may be longer.</summary>
    const int QueueSeconds = 20;

    // How many pages a connection keeps at hand (in KiB), and after how many pages the log is written back. The pool
    // keeps both.
    const string OrdinaryRoom = "pragma cache_size = -2000; pragma wal_autocheckpoint = 1000;";
    const string AmpleRoom = "pragma cache_size = -16000; pragma wal_autocheckpoint = 8000;";

    static readonly TimeSpan askAgain = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim writer = new(1, 1);
    int waiting;

    readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = PatienceSeconds,
    }.ToString();

    public string Path { get; } = path;

    /// <summary>A new open connection; the caller disposes it. Throws <see cref="SqliteException"/>.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Run(connection, $"pragma synchronous = normal; pragma temp_store = memory; {OrdinaryRoom}");
            foreach (var function in functions)
                connection.CreateFunction(function.Name, function.Of, isDeterministic: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Lets readers go on while one writes. The file remembers it.</summary>
    public void UseWriteAheadLog()
    {
        using var connection = Open();
        Run(connection, "pragma journal_mode = wal");
    }

    internal static void MakeRoom(SqliteConnection connection) => Run(connection, AmpleRoom);

    internal static void LeaveRoom(SqliteConnection connection) => Run(connection, OrdinaryRoom);

    /// <summary>
    /// Reads the header and the schema of the file, or all of it, by a connection that has nothing in its cache.
    /// </summary>
    /// <param name="thorough">Whether to read the whole file.</param>
    /// <exception cref="SqliteException">The file cannot be read or is damaged.</exception>
    public void Check(bool thorough = false)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = thorough ? "pragma quick_check(1)" : "pragma table_list";
        if (command.ExecuteScalar() is string found && thorough && found != "ok")
            throw new SqliteException(found, SqliteErrors.Corrupt);
    }

    /// <summary>
    /// Closes the connections of the pool, so that the next one opens the file anew, also when it was replaced.
    /// </summary>
    public void CloseIdle()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Writes the file as it is at this moment into a new one, compact, while others read and write. Throws when it
    /// exists.
    /// </summary>
    public void BackUp(string path)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $path";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Waits for the turn to write. Throws the engine's own "busy" when it takes longer than the patience.
    /// </summary>
    /// <param name="yieldToOthers">Whether to let all who wait go first, as long as the patience lasts.</param>
    public void EnterWriter(bool yieldToOthers = false)
    {
        if (yieldToOthers)
            SpinWait.SpinUntil(() => Volatile.Read(ref waiting) == 0, TimeSpan.FromSeconds(PatienceSeconds));
        Interlocked.Increment(ref waiting);
        try
        {
            if (!writer.Wait(TimeSpan.FromSeconds(QueueSeconds)))
                throw new SqliteException(
                    "database is locked: another writer of this process is busy",
                    SqliteErrors.Busy
                );
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Waits for the turn to write without holding a thread, as long as it takes.</summary>
    public async Task EnterWriterAsync(CancellationToken cancelled)
    {
        // Asked for again and again rather than awaited: a turn given to somebody who first has to wait for a thread is
        // lost to all others, and these may be holding every thread while they wait for it.
        while (!writer.Wait(0, cancelled)) await Task.Delay(askAgain, cancelled);
    }

    public void LeaveWriter() => writer.Release();

    /// <summary>Closes the pooled connections to this file.</summary>
    public void Dispose()
    {
        CloseIdle();
        writer.Dispose();
    }

    static void Run(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
