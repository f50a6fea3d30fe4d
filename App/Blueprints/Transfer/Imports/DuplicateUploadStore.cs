using System.Data.Common;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Finds imports of an account with the same file, or with the same file and options.</summary>
public sealed class DuplicateUploadStore(DbConnection db)
{
    /// <summary>
    /// Takes the write lock until the unit of work ends. If one file is uploaded twice at the same time, the second
    /// upload waits and then finds the first.
    /// </summary>
    public void TakeTurn() => db.Execute(
        """
        update import_numbers
        set last = last
        """);

    /// <summary>IDs of the imports with this request digest (file and options), newest first.</summary>
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

    /// <summary>IDs of the imports whose file has this SHA-256 digest, newest first.</summary>
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
