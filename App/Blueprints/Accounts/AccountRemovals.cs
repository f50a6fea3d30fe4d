using System.Diagnostics;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.Sqlite;

namespace App.Blueprints.Accounts;

/// <summary>Removes accounts with all their data.</summary>
public sealed class AccountRemovals(
    AccountStore accounts,
    IEnumerable<IAccountRemoval> removals,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    const int MinBatch = 10;
    const int MaxBatch = 2_000;

    // Target duration of one batch of deletions. Other writers wait about as long.
    static readonly TimeSpan batchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Removes the operator role of an account, cancels its tasks and deletes its rows in batches, so that other
    /// writers never wait long. Call this method before your unit of work (transaction) writes. If the deletion is
    /// interrupted, the account still exists, and the caller can start the removal again. If two parallel calls empty
    /// the last two operators, only one succeeds, and the other returns false.
    /// </summary>
    /// <returns>False if the account is the last operator. Nothing was removed in that case.</returns>
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

    /// <summary>Removes the account and its remaining data. Call this method inside a unit of work.</summary>
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
