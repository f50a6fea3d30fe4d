using System.Data.Common;
using App.Blueprints.Transfer.BookmarkFiles;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Reads and writes the rows of bookmark files that imports refused. Does not check the owner of an import, so first
/// check that the import belongs to the account.
/// </summary>
public sealed class ImportRefusalStore(DbConnection db)
{
    public void Add(long importId, IEnumerable<RefusedEntry> entries) => db.Execute(
        """
        insert into import_refusals (import_id, number, line, reason, url, title)
        values (@importId, @Number, @Line, @Reason, @Url, @Title)
        """,
        entries.Select(entry => new
        {
            importId,
            entry.Number,
            entry.Line,
            Reason = entry.Reason.ToString(),
            entry.Url,
            entry.Title,
        }));

    /// <summary>
    /// Returns at most <c>limit</c> refused rows of an import in file order, after the first <c>skip</c> rows.
    /// </summary>
    public IReadOnlyList<ImportRefusal> Read(long importId, long skip, int limit) => db.Query<ImportRefusal>(
        """
        select number, line, reason, url, title
        from import_refusals
        where import_id = @importId
        order by number
        limit @limit offset @skip
        """, new { importId, skip, limit }).AsList();
}

/// <summary>A row that an import refused.</summary>
public sealed record ImportRefusal
{
    public required int Number { get; init; }

    public required int Line { get; init; }

    /// <summary>The name of a <see cref="RefusalReason"/>.</summary>
    public required string Reason { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}
