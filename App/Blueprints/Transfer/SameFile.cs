namespace App.Blueprints.Transfer;

/// <summary>Finds the import that a file has had already.</summary>
public sealed class SameFile(SameFileStore files, ImportStore imports, ImportStates states)
{
    // Who brings in one file over and over undoes it in between, or lets it break off.
    const int Considered = 20;

    /// <summary>Its import that still goes on or waits, if there is one; with <paramref name="done"/> also one that ended well and stands.</summary>
    public Import? Earlier(long accountId, string digest, bool done) => Find(accountId, digest, state =>
        state is ImportState.Looking or ImportState.Waiting or ImportState.Running || (done && state == ImportState.Done));

    /// <summary>Another import of the file of this one that ended well and stands.</summary>
    public Import? Done(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.FileDigest is { } digest ? Find(import.AccountId, digest, state => state == ImportState.Done, except: import.Id) : null;
    }

    Import? Find(long accountId, string digest, Func<ImportState, bool> fits, long? except = null) => files.Imports(accountId, digest, Considered)
        .Where(id => id != except)
        .Select(id => imports.Find(id, accountId)!)
        .FirstOrDefault(import => fits(states.Of(import)));
}
