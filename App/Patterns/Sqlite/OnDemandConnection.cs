using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// The connection of one scope (a request, a task, a command): opened by the first statement, shared by all of them,
/// closed with the scope. While a unit of work is open its first write begins a transaction, so that reading never
/// holds a lock. Used after the scope it throws <see cref="ObjectDisposedException"/>. Flask: Using SQLite 3, Connect
/// on Demand.
/// </summary>
public sealed class OnDemandConnection(SqliteDatabase database) : DbConnection
{
    readonly List<Action> afterCommit = [];
    SqliteConnection? connection;
    SqliteTransaction? transaction;
    bool inUnitOfWork;
    bool hasAmpleRoom;
    bool disposed;

    /// <summary>Whether a statement has run in this scope.</summary>
    public bool IsOpened => connection is not null;

    /// <summary>Whether writes are being held together; then <see cref="Transact"/> must not be called.</summary>
    public bool InUnitOfWork => inUnitOfWork || transaction is not null;

    /// <summary>Whether something was written that is not committed yet.</summary>
    public bool IsWriting => transaction is not null;

    // Dapper opens and closes a connection that says it is closed; this one opens by itself.
    public override ConnectionState State => disposed ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>
    /// From now on all writes belong together, until <see cref="Complete"/> or <see cref="Abandon"/>.
    /// </summary>
    public void BeginUnitOfWork() => inUnitOfWork = true;

    /// <summary>Commits what the unit of work wrote, then runs what waited for it.</summary>
    public void Complete()
    {
        inUnitOfWork = false;
        transaction?.Commit();
        EndTransaction();
        RunAfterCommit();
    }

    /// <summary>Takes back what the unit of work wrote.</summary>
    public void Abandon()
    {
        inUnitOfWork = false;
        afterCommit.Clear();
        EndTransaction();
    }

    /// <summary>
    /// Runs <paramref name="action"/> once the unit of work or transaction is committed; at once when there is none.
    /// </summary>
    public void AfterCommit(Action action)
    {
        if (InUnitOfWork) afterCommit.Add(action);
        else action();
    }

    /// <summary>Runs <paramref name="work"/> as one transaction: all of it or, when it throws, nothing.</summary>
    public void Transact(Action work)
    {
        if (InUnitOfWork)
            throw new InvalidOperationException("A unit of work is open on this connection already.");
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
    /// For a scope that writes very many rows: up to 16 MB of pages stay at hand and the log is written back less
    /// often, which spares much cost of growing indexes. Its transactions let everybody else's go first. Given back
    /// with the scope.
    /// </summary>
    public void UseBulkMode()
    {
        SqliteDatabase.MakeRoom(Opened());
        hasAmpleRoom = true;
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
        database.EnterWriter(yieldToOthers: hasAmpleRoom);
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

    protected override DbCommand CreateDbCommand() => new OnDemandCommand(this);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException($"Use {nameof(Transact)}: it takes the writer's turn and cannot be left open.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            Abandon();
            if (hasAmpleRoom) SqliteDatabase.LeaveRoom(connection!);
            connection?.Dispose();
            disposed = true;
        }
        base.Dispose(disposing);
    }

    public override void Open() => Opened();

    public override void Close() => Dispose();

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    [AllowNull]
    public override string ConnectionString
    {
        get => database.Path;
        set => throw new NotSupportedException();
    }

    public override string Database => "main";

    public override string DataSource => database.Path;

    public override string ServerVersion => Opened().ServerVersion;
}
