using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Exports;

/// <summary>Reads the links of an account in batches for a <see cref="LinkWriter"/>, while they are written.</summary>
public sealed class LinkExport(LinkExportStore links)
{
    const int BatchSize = 500;

    /// <summary>
    /// Returns the matches of <paramref name="query"/>; when it is null, all links outside the trash. Sorted by folder,
    /// then by date.
    /// </summary>
    public IEnumerable<ExportedLink> Read(long accountId, LinkQuery? query)
    {
        ExportCursor? after = null;
        while (true)
        {
            var batch = links.Batch(accountId, query, after, BatchSize);
            foreach (var link in batch) yield return Of(link);
            if (batch.Count < BatchSize) yield break;
            after = ExportCursor.After(batch[^1]);
        }
    }

    /// <summary>
    /// Parses the search in a query string. Returns null if there is no search: then all links are exported, including
    /// archived ones. A search finds archived links only if it asks for them, for example with
    /// <c>is=archived</c>.
    /// </summary>
    public static LinkQuery? QueryOf(IQueryCollection query) =>
        LinkQuery.Of(query) is { IsUnfiltered: false } or { State: not null } ? LinkQuery.Of(query) : null;

    /// <summary>Creates the writer for a format; null when the format is not supported.</summary>
    public static LinkWriter? WriterOf(string format, bool forLinkding = false) => format switch
    {
        "html" => new BookmarkFileWriter(forLinkding),
        "csv" => new CsvLinkWriter(),
        "json" => new JsonLinkWriter(),
        "jsonl" => new JsonLinkWriter(asLines: true),
        _ => null,
    };

    static ExportedLink Of(Link link) => new(link)
    {
        Url = link.Url,
        Tags = link.Tags,
        AddedAt = link.CreatedAt,
        ModifiedAt = link.UpdatedAt,
    };
}
