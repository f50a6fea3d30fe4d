using System.Data.Common;
using Dapper;

namespace App.Blueprints.Backend.Databases;

/// <summary>
/// Maintenance of a whole database file. The connection must be open on that file and have no transaction.
/// </summary>
public sealed class DatabaseStore(DbConnection connection)
{
    public (long Pages, long Free, long PageBytes) Pages() =>
        (
            connection.ExecuteScalar<long>("pragma page_count"),
            connection.ExecuteScalar<long>("pragma freelist_count"),
            connection.ExecuteScalar<long>("pragma page_size")
        );

    /// <summary>The size of the database, including pages in the write-ahead log.</summary>
    public long Bytes()
    {
        var (pages, _, pageBytes) = Pages();
        return pages * pageBytes;
    }

    /// <summary>The number of the last migration that was applied to the database.</summary>
    public long Version() => connection.ExecuteScalar<long>("pragma user_version");

    /// <summary>
    /// The lines of <c>integrity_check</c> and <c>foreign_key_check</c>, at most 100 of each; empty when the file is
    /// intact.
    /// </summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. connection.Query<string>("pragma integrity_check(100)").Where(line => line != "ok"),
        .. connection.Query<(string Table, long? Row, string Parent, long Key)>("pragma foreign_key_check")
            .Take(100).Select(lost => $"{lost.Table}: row {lost.Row} refers to nothing in {lost.Parent}"),
    ];

    /// <summary>Rewrites the file without free pages.</summary>
    public void Vacuum() => connection.Execute("vacuum", commandTimeout: 0);

    /// <summary>Copies the write-ahead log into the file and truncates it.</summary>
    public void Checkpoint() => connection.Execute("pragma wal_checkpoint(truncate)");

    /// <summary>
    /// Writes a complete copy to a file that must not exist yet. Other connections can read and write meanwhile.
    /// </summary>
    public void CopyTo(string file) => connection.Execute("""
        vacuum into @file
        """, new { file }, commandTimeout: 0);
}
