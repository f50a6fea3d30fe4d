using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// The links of an account as rows for a <see cref="LinkWriter"/>, read batch by batch while they are written.
/// </summary>
public sealed class LinkExport(LinkExportStore links)
{
    const int BatchSize = 500;

    /// <summary>Everything but the trash, or what <paramref name="query"/> finds; by folder, then by date.</summary>
    public IEnumerable<ExportedLink> Read(long accountId, LinkQuery? query)
    {
        ExportPlace? after = null;
        while (true)
        {
            var batch = links.Batch(accountId, query, after, BatchSize);
            foreach (var link in batch) yield return Of(link);
            if (batch.Count < BatchSize) yield break;
            after = ExportPlace.After(batch[^1]);
        }
    }

    /// <summary>
    /// What an address asks for: a search, or null for everything. Everything is the archive too, which a search
    /// without a state leaves out.
    /// </summary>
    public static LinkQuery? QueryOf(IQueryCollection query) =>
        LinkQuery.Of(query) is { IsWhole: false } or { State: not null } ? LinkQuery.Of(query) : null;

    /// <summary>The writer of a format; null for one we do not write.</summary>
    public static LinkWriter? WriterOf(string format, bool forLinkding = false) => format switch
    {
        "html" => new BookmarkFileWriter(forLinkding),
        "csv" => new CsvLinkWriter(),
        "json" => new JsonLinkWriter(),
        "jsonl" => new JsonLinkWriter(asLines: true),
        _ => null,
    };

    static ExportedLink Of(Link link) => new()
    {
        Url = link.Url,
        Title = link.Title,
        Description = link.Description,
        Note = link.Note,
        Tags = link.Tags,
        Folder = FolderPath.Split(link.Folder),
        IsPublic = link.IsPublic,
        IsUnread = link.IsUnread,
        IsStarred = link.IsStarred,
        IsArchived = link.IsArchived,
        AddedAt = link.CreatedAt,
        ModifiedAt = link.UpdatedAt,
        Keyword = link.Keyword,
    };
}
