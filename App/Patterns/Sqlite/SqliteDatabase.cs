using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// Opens pooled connections to one SQLite file, with foreign keys and a timeout of 5 seconds for locks of other
/// processes.
/// </summary>
/// <remarks>
/// This class admits only one writer of this process at a time. This shortens the maximum wait when many writers
/// compete. Flask documentation: Using SQLite 3.
/// </remarks>
/// <param name="path">The path of the file. If the file is missing, the first connection creates it.</param>
/// <param name="configure">
/// Configures each new connection, for example with functions that statements can call.
/// </param>
public sealed class SqliteDatabase(string path, Action<SqliteConnection>? configure = null) : IDisposable
{
    /// <summary>The timeout for a lock of another process, in seconds.</summary>
    public const int LockTimeoutSeconds = 5;

    /// <summary>
    /// The timeout for other writers of this process, in seconds. It is longer than the lock timeout, because waiting
    /// writers of this process always get their turn.
    /// </summary>
    const int QueueSeconds = 20;

    // The SQLite result code SQLITE_BUSY: the database is locked.
    const int Busy = 5;

    // The page cache in KiB (as a negative number) and the number of pages in the log that triggers a checkpoint.
    // Pooled connections keep both settings.
    const string DefaultCache = "pragma cache_size = -2000; pragma wal_autocheckpoint = 1000;";
    const string BulkCache = "pragma cache_size = -16000; pragma wal_autocheckpoint = 8000;";

    static readonly TimeSpan askAgain = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim writer = new(1, 1);
    int waiting;

    readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = LockTimeoutSeconds,
    }.ToString();

    /// <summary>The path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>Opens a connection; the caller disposes it.</summary>
    /// <returns>The open connection.</returns>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Run(connection, $"pragma synchronous = normal; pragma temp_store = memory; {DefaultCache}");
            configure?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Switches the file to write-ahead logging, so that readers do not wait for a writer. The setting is stored in the
    /// file.
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    public void UseWriteAheadLog()
    {
        using var connection = Open();
        Run(connection, "pragma journal_mode = wal");
    }

    internal static void UseBulkCache(SqliteConnection connection) => Run(connection, BulkCache);

    internal static void UseDefaultCache(SqliteConnection connection) => Run(connection, DefaultCache);

    /// <summary>
    /// Closes the pooled connections, so that the next connection opens the file again. Use this method, for example,
    /// after the file was replaced.
    /// </summary>
    public void CloseIdle()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Waits until this caller is the only writer of the process; release with <see cref="LeaveWriter"/>.
    /// </summary>
    /// <param name="yieldToOthers">
    /// Whether to let waiting writers go first, for at most <see cref="LockTimeoutSeconds"/>.
    /// </param>
    /// <exception cref="SqliteException">
    /// Another writer was active for 20 seconds; the error code is 5, SQLITE_BUSY.
    /// </exception>
    public void EnterWriter(bool yieldToOthers = false)
    {
        if (yieldToOthers)
            SpinWait.SpinUntil(() => Volatile.Read(ref waiting) == 0, TimeSpan.FromSeconds(LockTimeoutSeconds));
        Interlocked.Increment(ref waiting);
        try
        {
            if (!writer.Wait(TimeSpan.FromSeconds(QueueSeconds)))
                throw new SqliteException("database is locked: another writer of this process is busy", Busy);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>
    /// Waits without a timeout and without blocking a thread until this caller is the only writer of the process.
    /// </summary>
    /// <param name="cancelled">Stops waiting.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task EnterWriterAsync(CancellationToken cancelled)
    {
        // Polls instead of awaiting the semaphore. Otherwise the semaphore could be granted to a continuation that
        // still waits for a thread. If other writers block all threads of the pool, that continuation never runs.
        while (!writer.Wait(0, cancelled)) await Task.Delay(askAgain, cancelled);
    }

    /// <summary>Ends the turn of this writer, so that the next writer of the process continues.</summary>
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
