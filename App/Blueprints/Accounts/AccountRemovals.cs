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

    // Target duration of one batch, which is about how long other writers wait.
    static readonly TimeSpan batchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Stops the tasks of an account and removes its rows in batches, so that other writers never wait long. Call it
    /// before you write anything in your unit of work. If it is interrupted, the account still exists and can be
    /// removed again. It removes the operator role first. If the last two operators are removed at the same time, the
    /// second is refused as the last operator, and nothing of it is removed.
    /// </summary>
    /// <returns>False if the account is the last operator; in that case nothing was removed.</returns>
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

    /// <summary>Removes the account and its remaining data, inside a unit of work.</summary>
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
