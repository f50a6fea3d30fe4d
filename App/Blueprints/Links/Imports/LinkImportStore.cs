using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Links.Rules;
using Dapper;

namespace App.Blueprints.Links.Imports;

/// <summary>
/// Imports a batch of links (some hundreds) in a few statements inside the caller's transaction, as part of a change
/// that can be undone. <see cref="ImportMode"/> defines what happens to existing links.
/// </summary>
public sealed class LinkImportStore(
    DbConnection connection,
    TagStore tags,
    LinkIndexStore index,
    LinkChangeStore changes,
    LinkBatchStore revisions,
    LinkRuleStore rules,
    LinkStore store,
    PublicLinkCache publicLinks
)
{
    // The number of rows that one SQL statement inserts. It limits the size of the statement's JSON parameter.
    const int StatementRows = 250;

    /// <summary>
    /// Imports the rows and returns one result for each row, in the same order. Cleans texts but does not shorten them.
    /// </summary>
    /// <param name="mode">How existing links are treated. <see cref="ImportMode.Leave"/> does not apply to links that
    /// an earlier batch of the same import has added or changed; their empty fields are filled.</param>
    public IReadOnlyList<ImportedLink> Import(
        long accountId,
        long changeId,
        IReadOnlyList<LinkImport> rows,
        DateTimeOffset now,
        ImportMode mode = ImportMode.Complete
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        Dictionary<string, LinkImport> links = new(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
            links[row.Url.Key] = links.TryGetValue(row.Url.Key, out var first)
                ? first.With(row.Cleaned())
                : row.Cleaned();
        var ruled = Ruled(accountId, links.Values);
        var added = ruled
            .Chunk(StatementRows)
            .SelectMany(part => store.Insert(accountId, part.Select(WithAlternatives), now))
            .ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);
        var ids = Present(accountId, [.. links.Keys.Where(key => !added.ContainsKey(key))]);
        HashSet<long> left = mode == ImportMode.Leave ? [.. ids.Values] : [];
        if (mode == ImportMode.Leave)
            left.ExceptWith(changes.Entries(changeId, ids.Values).Select(entry => entry.LinkId));
        Change(accountId, changeId, ids.Values.Except(left), links, mode, now);
        foreach (var (key, id) in added) ids[key] = id;
        Tag(accountId, [.. ruled.Where(link => added.ContainsKey(link.Url.Key))], ids, now);
        changes.RecordAdded(changeId, added.Values);
        index.Add(added.Values);
        if (ruled.Any(link => link.IsPublic))
            publicLinks.Changed(accountId);
        return
        [
            .. rows.Select(row => new ImportedLink(
                ids[row.Url.Key],
                added.Remove(row.Url.Key),
                left.Contains(ids[row.Url.Key])
            )),
        ];
    }

    /// <summary>
    /// Predicts the outcome of each row, in the same order, as if only that row were imported. Writes nothing.
    /// </summary>
    public IReadOnlyList<ImportOutcome> Preview(long accountId, IReadOnlyList<ImportCandidate> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var ids = Present(accountId, [.. rows.Select(row => row.Link.Url.Key).Distinct()]);
        var links = revisions.Read(accountId, ids.Values).ToDictionary(link => link.UrlKey, StringComparer.Ordinal);
        return
        [
            .. rows.Select(row =>
                links.TryGetValue(row.Link.Url.Key, out var link) ? row.Forecast(link) : ImportOutcome.New
            ),
        ];
    }

    // Applies the account's rules for new links, which add tags or set states. The import uses the result only for
    // links that it adds, never for existing links.
    IReadOnlyCollection<LinkImport> Ruled(long accountId, IReadOnlyCollection<LinkImport> links)
    {
        var active = rules.Active(accountId);
        return active.IsEmpty ? links : [.. links.Select(active.Apply)];
    }

    Dictionary<string, long> Present(long accountId, List<string> keys) =>
        keys.Count == 0
            ? []
            : connection
                .Query<(string Key, long Id)>(
                    """
                    select links.url_key, links.id
                    from json_each(@keys) as wanted
                    cross join links
                    where links.account_id = @accountId
                      and links.url_key = cast(wanted.value as text)
                      and links.deleted_at is null
                    """,
                    new { accountId, keys = JsonSerializer.Serialize(keys) }
                )
                .ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);

    void Change(
        long accountId,
        long changeId,
        IEnumerable<long> ids,
        Dictionary<string, LinkImport> links,
        ImportMode mode,
        DateTimeOffset now
    )
    {
        var found = revisions.Read(accountId, [.. ids]);
        revisions.Write(
            accountId,
            changeId,
            found.Select(link => (link, Changed(link, links[link.UrlKey], mode))),
            now
        );
    }

    static LinkImport WithAlternatives(LinkImport link) =>
        link.Others.Count == 0 ? link : link with { Note = link.NoteWithAlternatives };

    // When a file has the same link twice, the later row must not replace the values of the first row.
    static Link Changed(Link link, LinkImport row, ImportMode mode) =>
        mode == ImportMode.Update && !row.IsRepeat ? link.Updated(row) : link.Completed(row);

    void Tag(long accountId, IReadOnlyCollection<LinkImport> links, Dictionary<string, long> ids, DateTimeOffset now)
    {
        var tagIds = tags.Ensure(accountId, TagNames.Distinct(links.SelectMany(link => link.Tags)), now);
        tags.Attach(
            links.SelectMany(link => link.Tags.Select(tag => (ids[link.Url.Key], tagIds[TagNames.KeyOf(tag)])))
        );
    }
}
