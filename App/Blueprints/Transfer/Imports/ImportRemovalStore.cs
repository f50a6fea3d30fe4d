using System.Data.Common;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Deletes the preview rows and refused rows of a deleted account's imports in batches.</summary>
sealed class ImportRemovalStore(DbConnection connection)
{
    public int RemoveRows(long accountId, int limit) => connection.Execute("""
        delete from import_rows
        where (import_id, kind, position) in (
          select import_rows.import_id, import_rows.kind, import_rows.position
          from imports
          join import_rows on import_rows.import_id = imports.id
          where imports.account_id = @accountId
          limit @limit
        )
        """, new { accountId, limit });

    public int RemoveRefusals(long accountId, int limit) => connection.Execute("""
        delete from import_refusals
        where (import_id, number) in (
          select import_refusals.import_id, import_refusals.number
          from imports
          join import_refusals on import_refusals.import_id = imports.id
          where imports.account_id = @accountId
          limit @limit
        )
        """, new { accountId, limit });
}
