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

/// <summary>Removes accounts with all that is theirs.</summary>
public sealed class AccountRemovals(AccountStore accounts, IEnumerable<IAccountRemoval> removals)
{
    /// <summary>Inside a unit of work.</summary>
    public void Remove(long accountId)
    {
        foreach (var removal in removals) removal.Remove(accountId);
        accounts.Remove(accountId);
    }
}
