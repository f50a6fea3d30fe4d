namespace App.Blueprints.Accounts;

/// <summary>
/// What else goes when an account goes: rows no foreign key removes, files. Registered by the blueprint that owns them
/// (<c>services.AddScoped&lt;IAccountRemoval, …&gt;()</c>).
/// </summary>
public interface IAccountRemoval
{
    /// <summary>Runs inside the unit of work, before the account's row is removed; files are to be deleted after the commit.</summary>
    void Remove(long accountId);
}

/// <summary>Removes accounts with everything that belongs to them.</summary>
public sealed class AccountRemovals(AccountStore accounts, IEnumerable<IAccountRemoval> removals)
{
    /// <summary>Removes an account inside a unit of work. The last operator is never removed.</summary>
    /// <returns>False when the account is the last operator's; then nothing was removed.</returns>
    public bool Remove(long accountId)
    {
        // The lock comes first: of two operators who leave at once, the second finds itself the last.
        accounts.Lock(accountId);
        if (accounts.IsLastOperator(accountId)) return false;
        foreach (var removal in removals) removal.Remove(accountId);
        accounts.Remove(accountId);
        return true;
    }
}
