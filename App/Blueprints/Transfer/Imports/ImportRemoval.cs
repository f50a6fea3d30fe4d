using App.Blueprints.Accounts;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Deletes the imports of a deleted account: their files, and their preview rows and refused rows in batches. Cascading
/// foreign keys delete the other rows.
/// </summary>
sealed class ImportRemoval(
    OnDemandConnection connection,
    ImportStore imports,
    ImportRemovalStore rows,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files
) : IAccountRemoval
{
    public int RemoveBatch(long accountId, int limit) =>
        rows.RemoveRows(accountId, limit) is var removed and > 0 ? removed : rows.RemoveRefusals(accountId, limit);

    public void Remove(long accountId)
    {
        var ids = imports.FilesOf(accountId);
        connection.AfterCommit(() =>
        {
            foreach (var id in ids) files.Delete(id);
        });
    }
}
