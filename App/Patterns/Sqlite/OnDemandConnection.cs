using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// The database connection of one scope (a request, a task or a command). The first statement opens the connection, and
/// the end of the scope closes it.
/// </summary>
/// <remarks>
/// In a unit of work the first write begins the transaction, so that reads before it hold no lock. After the scope has
/// ended, statements throw <see cref="ObjectDisposedException"/>. Flask documentation: Using SQLite 3, Connect on
/// Demand.
/// </remarks>
/// <param name="database">The database.</param>
public sealed class OnDemandConnection(SqliteDatabase database) : DbConnection
{
    readonly List<Action> afterCommit = [];
    SqliteConnection? connection;
    SqliteTransaction? transaction;
    bool inUnitOfWork;
    bool isBulkMode;
    bool disposed;

    /// <summary>Whether a statement has run in this scope.</summary>
    public bool IsOpened => connection is not null;

    /// <summary>Whether a unit of work is open. While it is open, <see cref="Transact"/> throws.</summary>
    public bool InUnitOfWork => inUnitOfWork || transaction is not null;

    /// <summary>Whether there are writes that are not committed yet.</summary>
    public bool IsWriting => transaction is not null;

    /// <summary>
    /// <see cref="ConnectionState.Open"/> until the connection is disposed, even before the first statement.
    /// </summary>
    /// <remarks>
    /// If the state were closed, Dapper would open the connection itself and close it after each statement.
    /// </remarks>
    public override ConnectionState State => disposed ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>Begins a unit of work, which ends with <see cref="Complete"/> or <see cref="Abandon"/>.</summary>
    public void BeginUnitOfWork() => inUnitOfWork = true;

    /// <summary>Commits the unit of work and then runs the actions of <see cref="AfterCommit"/>.</summary>
    public void Complete()
    {
        inUnitOfWork = false;
        transaction?.Commit();
        EndTransaction();
        RunAfterCommit();
    }

    /// <summary>Rolls the unit of work back and discards the actions of <see cref="AfterCommit"/>.</summary>
    public void Abandon()
    {
        inUnitOfWork = false;
        afterCommit.Clear();
        EndTransaction();
    }

    /// <summary>
    /// Runs an action after the open unit of work is committed. When no unit of work is open, runs the action
    /// immediately.
    /// </summary>
    /// <param name="action">The action; it does not run after a rollback.</param>
    public void AfterCommit(Action action)
    {
        if (InUnitOfWork) afterCommit.Add(action);
        else action();
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction. When <paramref name="work"/> throws, rolls back and rethrows
    /// the exception.
    /// </summary>
    /// <param name="work">The statements to run on this connection.</param>
    /// <exception cref="InvalidOperationException">A unit of work is open already.</exception>
    public void Transact(Action work)
    {
        if (InUnitOfWork)
            throw new InvalidOperationException("A transaction is already open on this connection.");
        BeginUnitOfWork();
        try
        {
            work();
            Complete();
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>
    /// Optimizes the connection for writing many rows: caches up to 16 MB of pages and makes fewer checkpoints.
    /// </summary>
    /// <remarks>
    /// The larger cache reduces the cost of updating indexes. Before each transaction, this connection lets waiting
    /// writers go first, for at most 5 seconds. Disposal restores the settings.
    /// </remarks>
    public void UseBulkMode()
    {
        SqliteDatabase.UseBulkCache(Opened());
        isBulkMode = true;
    }

    internal SqliteCommand CreateInner(bool writes)
    {
        var inner = Opened();
        if (writes && inUnitOfWork && transaction is null) BeginWriting(inner);
        return inner.CreateCommand();
    }

    SqliteConnection Opened()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return connection ??= database.Open();
    }

    void BeginWriting(SqliteConnection inner)
    {
        database.EnterWriter(yieldToOthers: isBulkMode);
        try
        {
            transaction = inner.BeginTransaction();
        }
        catch
        {
            database.LeaveWriter();
            throw;
        }
    }

    void EndTransaction()
    {
        if (transaction is null) return;
        try
        {
            transaction.Dispose();
        }
        finally
        {
            transaction = null;
            database.LeaveWriter();
        }
    }

    void RunAfterCommit()
    {
        var actions = afterCommit.ToArray();
        afterCommit.Clear();
        foreach (var action in actions) action();
    }

    /// <inheritdoc />
    protected override DbCommand CreateDbCommand() => new OnDemandCommand(this);

    /// <summary>Always throws; use <see cref="Transact"/>.</summary>
    /// <param name="isolationLevel">Not used.</param>
    /// <returns>Never returns.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException($"Use {nameof(Transact)}: it takes the write lock and ends the transaction.");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            Abandon();
            if (isBulkMode) SqliteDatabase.UseDefaultCache(connection!);
            connection?.Dispose();
            disposed = true;
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// Opens the connection. You do not need this method, because the first statement opens the connection.
    /// </summary>
    public override void Open() => Opened();

    /// <summary>Disposes the connection and rolls an open unit of work back.</summary>
    public override void Close() => Dispose();

    /// <inheritdoc />
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>
    /// The connection string, which is the path of the file. Setting it throws <see cref="NotSupportedException"/>.
    /// </summary>
    [AllowNull]
    public override string ConnectionString
    {
        get => database.Path;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override string Database => "main";

    /// <summary>The path of the file.</summary>
    public override string DataSource => database.Path;

    /// <inheritdoc />
    public override string ServerVersion => Opened().ServerVersion;
}
