using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Takes in many links at once, a batch (some hundreds to thousands) in a few statements inside the caller's transaction. What the
/// account has already is completed, never overwritten.
/// </summary>
public sealed class LinkImportStore(DbConnection connection, TagStore tags, LinkIndexStore index)
{
    /// <summary>Adds or merges the rows and says for each, in order, where it is now. Texts are cleaned, not cut.</summary>
    public IReadOnlyList<ImportedLink> Import(long accountId, IReadOnlyList<LinkImport> rows, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Dictionary<string, LinkImport> links = new(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
            links[row.Url.Key] = links.TryGetValue(row.Url.Key, out var first) ? first.With(row.Cleaned()) : row.Cleaned();
        var added = AddMissing(accountId, links.Values, now);
        var present = links.Where(link => !added.ContainsKey(link.Key)).Select(link => link.Value).ToList();
        var ids = Ids(accountId, present);
        var touched = MergeInto(accountId, present.Select(link => (ids[link.Url.Key], link)), now);
        foreach (var (key, id) in added) ids[key] = id;
        touched.UnionWith(AttachTags(accountId, links.Values, ids, now));
        touched.ExceptWith(added.Values);
        index.Add(added.Values);
        index.Renew(touched);
        return [.. rows.Select(row => new ImportedLink(ids[row.Url.Key], added.Remove(row.Url.Key)))];
    }

    Dictionary<string, long> AddMissing(long accountId, IEnumerable<LinkImport> links, DateTimeOffset now) => connection
        .Query<(string Key, long Id)>(
            """
            insert into links (account_id, url, url_key, site, title, description, note, folder, keyword,
              is_public, is_unread, is_starred, is_archived, created_at, updated_at)
            select @accountId, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
              value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13
            from json_each(@rows)
            where true
            on conflict (account_id, url_key) where deleted_at is null do nothing
            returning url_key, id
            """,
            new
            {
                accountId,
                rows = JsonSerializer.Serialize(links.Select(link => new object[]
                {
                    link.Url.Address, link.Url.Key, link.Url.Site, link.Title, link.Description, link.Note, link.Folder, link.Keyword,
                    link.IsPublic, link.IsUnread, link.IsStarred, link.IsArchived,
                    Milliseconds(link.CreatedAt ?? now), Milliseconds(link.UpdatedAt ?? link.CreatedAt ?? now),
                })),
            })
        .ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);

    Dictionary<string, long> Ids(long accountId, List<LinkImport> links) => links.Count == 0 ? [] : connection
        .Query<(string Key, long Id)>(
            """
            select links.url_key, links.id
            from json_each(@keys) as wanted
            cross join links on links.account_id = @accountId and links.url_key = wanted.value and links.deleted_at is null
            """, new { accountId, keys = JsonSerializer.Serialize(links.Select(link => link.Url.Key)) })
        .ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);

    HashSet<long> MergeInto(long accountId, IEnumerable<(long Id, LinkImport Link)> links, DateTimeOffset now) => connection
        .Query<long>(
            """
            update links
            set title = case when links.title = '' then more.title else links.title end,
              description = case when links.description = '' then more.description else links.description end,
              folder = case when links.folder = '' then more.folder else links.folder end,
              keyword = case when links.keyword = '' then more.keyword else links.keyword end,
              note = case
                when instr(links.note, more.note) > 0 then links.note
                when links.note = '' then more.note
                else links.note || char(10, 10) || more.note
              end,
              created_at = min(links.created_at, more.created_at),
              updated_at = @now,
              version = version + 1
            from (
              select value ->> 0 as id, value ->> 1 as title, value ->> 2 as description, value ->> 3 as folder, value ->> 4 as keyword,
                value ->> 5 as note, value ->> 6 as created_at
              from json_each(@rows)
            ) as more
            where links.id = more.id
              and links.account_id = @accountId
              and (
                links.title = '' and more.title <> ''
                or links.description = '' and more.description <> ''
                or links.folder = '' and more.folder <> ''
                or links.keyword = '' and more.keyword <> ''
                or more.note <> '' and instr(links.note, more.note) = 0
                or links.created_at > more.created_at
              )
            returning links.id
            """,
            new
            {
                accountId,
                now,
                rows = JsonSerializer.Serialize(links.Select(row => new object[]
                {
                    row.Id, row.Link.Title, row.Link.Description, row.Link.Folder, row.Link.Keyword, row.Link.Note,
                    Milliseconds(row.Link.CreatedAt ?? now),
                })),
            })
        .ToHashSet();

    IReadOnlyList<long> AttachTags(long accountId, IReadOnlyCollection<LinkImport> links, Dictionary<string, long> ids, DateTimeOffset now)
    {
        var tagIds = tags.Ensure(accountId, TagNames.Distinct(links.SelectMany(link => link.Tags)), now);
        return tags.Attach(links.SelectMany(link => link.Tags.Select(tag => (ids[link.Url.Key], tagIds[TagNames.KeyOf(tag)]))));
    }

    static long Milliseconds(DateTimeOffset date) => date.ToUnixTimeMilliseconds();
}
