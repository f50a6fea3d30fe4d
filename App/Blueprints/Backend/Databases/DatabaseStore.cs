using System.Data.Common;
using Dapper;

namespace App.Blueprints.Backend.Databases;

/// <summary>
/// What SQLite says of a whole file, and does to it. The connection is open on that file and in no transaction.
/// </summary>
public sealed class DatabaseStore(DbConnection connection)
{
    public (long Pages, long Free, long PageBytes) Pages() =>
        (
            connection.ExecuteScalar<long>("pragma page_count"),
            connection.ExecuteScalar<long>("pragma freelist_count"),
            connection.ExecuteScalar<long>("pragma page_size")
        );

    /// <summary>With what is in the log.</summary>
    public long Bytes()
    {
        var (pages, _, pageBytes) = Pages();
        return pages * pageBytes;
    }

    /// <summary>The number of the last migration.</summary>
    public long Version() => connection.ExecuteScalar<long>("pragma user_version");

    /// <summary>What is wrong, at most a hundred lines; none when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. connection.Query<string>("pragma integrity_check(100)").Where(line => line != "ok"),
        .. connection.Query<(string Table, long? Row, string Parent, long Key)>("pragma foreign_key_check")
            .Take(100).Select(lost => $"{lost.Table}: row {lost.Row} refers to nothing in {lost.Parent}"),
    ];

    /// <summary>Writes the file anew without what it does not need.</summary>
    public void Vacuum() => connection.Execute("vacuum", commandTimeout: 0);

    /// <summary>Writes the log back and makes it short.</summary>
    public void Checkpoint() => connection.Execute("pragma wal_checkpoint(truncate)");

    /// <summary>
    /// Writes a whole copy to a file that is not there yet; others go on reading and writing meanwhile.
    /// </summary>
    public void CopyTo(string file) => connection.Execute("""
        vacuum into @file
        """, new { file }, commandTimeout: 0);
}
