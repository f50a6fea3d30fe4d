using System.Data.Common;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.Imports;

/// <summary>
/// The folder, date and id of the last link in a batch of an export. The next batch begins after this link.
/// </summary>
public sealed record ExportCursor(string Folder, DateTimeOffset CreatedAt, long Id)
{
    public static ExportCursor After(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new(link.Folder, link.CreatedAt, link.Id);
    }
}

/// <summary>
/// Reads an account's links for an export in batches, sorted by folder and then by date. No query stays open between
/// two batches. A batch seeks to the end position of the previous batch, so later batches are not slower.
/// </summary>
public sealed class LinkExportStore(DbConnection connection, LinkSearchStore searches)
{
    /// <summary>
    /// Reads the next links after the end of the previous batch, at most <paramref name="size"/>. Without a query it
    /// reads all links outside the trash.
    /// </summary>
    public IReadOnlyList<Link> Batch(long accountId, LinkQuery? query, ExportCursor? after, int size)
    {
        var filter = query is null ? null : LinkFilter.From(accountId, query, onlyPublic: false, page: 1, size);
        var match = query is null ? null : searches.Match(accountId, query, onlyPublic: false);
        var values = new DynamicParameters(new
        {
            accountId,
            size,
            archived = match is null ? filter?.Archived : match.Archived,
            unread = filter?.Unread,
            starred = filter?.Starred,
            shared = filter?.Shared,
            site = filter?.Site,
            folder = after?.Folder ?? "",
            createdAt = after?.CreatedAt.ToUnixTimeMilliseconds() ?? long.MinValue,
            id = after?.Id ?? 0,
            match = match?.Text,
        });
        return connection.Query<Link>(Next, values).AsList();
    }

    const string Next =
        $"""
        select {LinkSchema.Columns}
        from links
        where {LinkListStore.Filtered}
          and (folder, created_at, id) > (@folder, @createdAt, @id)
          and (@match is null or links.id in (select rowid from links_fts(@match)))
        order by folder, created_at, id
        limit @size
        """;
}
