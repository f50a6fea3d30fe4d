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
