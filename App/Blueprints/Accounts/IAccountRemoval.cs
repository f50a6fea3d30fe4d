namespace App.Blueprints.Accounts;

/// <summary>
/// Removes data of a deleted account that foreign keys do not delete or that is large, such as files. Register it in
/// the blueprint that owns the data (<c>services.AddScoped&lt;IAccountRemoval, …&gt;()</c>).
/// </summary>
public interface IAccountRemoval
{
    /// <summary>
    /// Removes at most <paramref name="limit"/> rows of the account in a separate transaction, and returns their
    /// number. It is called until it returns 0, before <see cref="Remove"/>, so that removing the account itself is
    /// quick.
    /// </summary>
    int RemoveBatch(long accountId, int limit) => 0;

    /// <summary>
    /// Removes the remaining data, inside the transaction that then removes the account's row. Delete files only after
    /// the commit.
    /// </summary>
    void Remove(long accountId);
}
