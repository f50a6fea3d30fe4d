namespace App.Blueprints.Accounts;

/// <summary>
/// What else goes when an account goes: rows no foreign key removes, files. Registered by the blueprint that owns them
/// (<c>services.AddScoped&lt;IAccountRemoval, …&gt;()</c>).
/// </summary>
public interface IAccountRemoval
{
    /// <summary>
    /// Removes at most <paramref name="limit"/> rows that belong to the account, in a transaction of its own, and
    /// returns how many. It is called until it returns 0, before <see cref="Remove"/>, so that removing the account
    /// itself takes little time.
    /// </summary>
    int RemoveBatch(long accountId, int limit) => 0;

    /// <summary>
    /// Runs inside the unit of work, before the account's row is removed; files are to be deleted after the commit.
    /// </summary>
    void Remove(long accountId);
}
