using System.Data.Common;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Which imports of an account have the same file, or the same file and choices.</summary>
public sealed class DuplicateUploadStore(DbConnection db)
{
    /// <summary>
    /// Lets nobody else record a file until the end of the unit of work, so that of two who send one file the second
    /// finds the first.
    /// </summary>
    public void TakeTurn() => db.Execute(
        """
        update import_numbers
        set last = last
        """);

    /// <summary>The numbers of imports of a request with this digest, the newest first.</summary>
    public IReadOnlyList<long> Requests(long accountId, string digest, int limit) => db.Query<long>(
        """
        select id
        from imports
        where account_id = @accountId
          and request_digest = @digest
        order by id desc
        limit @limit
        """,
        new { accountId, digest, limit }).AsList();

    /// <summary>The numbers of imports of a file with this SHA-256, the newest first.</summary>
    public IReadOnlyList<long> Imports(long accountId, string digest, int limit) => db.Query<long>(
        """
        select id
        from imports
        where account_id = @accountId
          and file_digest = @digest
        order by id desc
        limit @limit
        """,
        new { accountId, digest, limit }).AsList();
}
