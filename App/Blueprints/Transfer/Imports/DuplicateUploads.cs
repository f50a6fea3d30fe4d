namespace App.Blueprints.Transfer.Imports;

/// <summary>Finds earlier imports of a request or a file.</summary>
public sealed class DuplicateUploads(DuplicateUploadStore files, ImportStore imports, ImportStates states)
{
    // Only the newest imports of a file are examined.
    const int Considered = 20;

    /// <summary>
    /// The import of a request that waits or runs; with <paramref name="done"/> also one that succeeded and was not
    /// undone.
    /// </summary>
    public Import? Earlier(long accountId, string requestDigest, bool done) =>
        First(accountId, files.Requests(accountId, requestDigest, Considered), state =>
            state is ImportState.Looking or ImportState.Waiting or ImportState.Running
            || (done && state == ImportState.Done)
        );

    /// <summary>Another import of the same file that succeeded and was not undone.</summary>
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
