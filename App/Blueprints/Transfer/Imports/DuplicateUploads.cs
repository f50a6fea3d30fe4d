namespace App.Blueprints.Transfer.Imports;

/// <summary>Finds earlier imports of the same file, with the same options or any options.</summary>
public sealed class DuplicateUploads(DuplicateUploadStore files, ImportStore imports, ImportStates states)
{
    // Maximum number of imports of a file that are checked, newest first.
    const int Considered = 20;

    /// <summary>
    /// Returns a waiting or running import with the same file and options. With <paramref name="done"/>, also returns
    /// one that succeeded and was not undone.
    /// </summary>
    public Import? Earlier(long accountId, string requestDigest, bool done) =>
        First(accountId, files.Requests(accountId, requestDigest, Considered), state =>
            state is ImportState.Looking or ImportState.Waiting or ImportState.Running
            || (done && state == ImportState.Done)
        );

    /// <summary>Returns another import of the same file that succeeded and was not undone.</summary>
    public Import? Done(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.FileDigest is { } digest
            ? First(
                import.AccountId, files.Imports(import.AccountId, digest, Considered).Where(id => id != import.Id),
                state => state == ImportState.Done)
            : null;
    }

    Import? First(long accountId, IEnumerable<long> ids, Func<ImportState, bool> fits) => ids
        .Select(id => imports.Find(id, accountId)!)
        .FirstOrDefault(import => fits(states.Of(import)));
}
