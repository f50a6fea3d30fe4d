using System.Diagnostics;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;

namespace App.Blueprints.Accounts;

/// <summary>Removes accounts with everything that belongs to them.</summary>
public sealed class AccountRemovals(
    AccountStore accounts,
    IEnumerable<IAccountRemoval> removals,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    const int MinBatch = 10;
    const int MaxBatch = 2_000;

    // How long other writers wait for one batch, about.
    static readonly TimeSpan batchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Stops the tasks of an account and removes its many rows, batch by batch, so that other writers never wait long.
    /// Call it before anything is written in the unit of work of the caller. When it is interrupted, the account is
    /// still there and can be removed again. An operator stops being one first, so that of two operators who leave at
    /// once the second is the last and loses nothing.
    /// </summary>
    /// <returns>False when the account is the last operator's; then nothing was removed.</returns>
    public bool Empty(long accountId)
    {
        using var scope = scopes.CreateScope();
        var connection = scope.ServiceProvider.GetRequiredService<OnDemandConnection>();
        if (!LeaveOperators(accountId, connection, scope.ServiceProvider.GetRequiredService<AccountStore>()))
            return false;
        connection.Transact(() =>
            scope.ServiceProvider.GetRequiredService<TaskAdministrationStore>().CancelAll(accountId, time.GetUtcNow())
        );
        connection.UseBulkMode();
        foreach (var removal in scope.ServiceProvider.GetServices<IAccountRemoval>())
            Empty(accountId, removal, connection);
        return true;
    }

    /// <summary>Removes the account and the rest of what belongs to it, inside a unit of work.</summary>
    public void Remove(long accountId)
    {
        foreach (var removal in removals) removal.Remove(accountId);
        accounts.Remove(accountId);
    }

    static bool LeaveOperators(long accountId, OnDemandConnection connection, AccountStore accounts)
    {
        var mayLeave = false;
        connection.Transact(() =>
        {
            accounts.Lock(accountId);
            mayLeave = !accounts.IsLastOperator(accountId);
            if (mayLeave) accounts.SetOperator(accountId, isOperator: false);
        });
        return mayLeave;
    }

    static void Empty(long accountId, IAccountRemoval removal, OnDemandConnection connection)
    {
        int removed;
        var limit = MinBatch;
        do
        {
            removed = 0;
            var start = Stopwatch.GetTimestamp();
            connection.Transact(() => removed = removal.RemoveBatch(accountId, limit));
            var share = batchTime / Stopwatch.GetElapsedTime(start);
            limit = (int)Math.Clamp(limit * Math.Min(share, 2), MinBatch, MaxBatch);
        }
        while (removed > 0);
    }
}
