using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.PublicPages;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// The one way in which links change: what they were is recorded, tags and search index follow. Works on some hundreds
/// of links in a few statements, inside the caller's transaction.
/// </summary>
public sealed class LinkBatchStore(
    DbConnection connection,
    TagStore tags,
    LinkIndexStore index,
    LinkChangeStore changes,
    PublicLinkCache publicLinks
)
{
    /// <summary>These links of the account, whole, those in the trash too.</summary>
    public IReadOnlyList<Link> Read(long accountId, IReadOnlyCollection<long> ids) =>
        ids.Count == 0
            ? []
            : connection
                .Query<Link>(
                    """
                    select links.id, url, url_key, site, title, description, note, folder, keyword, is_public, is_unread, is_starred, is_archived,
                      created_at, updated_at, deleted_at, version,
                      (select group_concat(name, ',' order by name_key) from link_tags join tags on tags.id = tag_id where link_id = links.id) as tag_list
                    from json_each(@ids) as wanted
                    cross join links on links.id = wanted.value
                    where account_id = @accountId
                    """,
                    new { accountId, ids = JsonSerializer.Serialize(ids) }
                )
                .AsList();

    /// <summary>
    /// Writes what differs as part of a change and returns the ids of the links that it changed. A link that is no
    /// longer at the version it was read at is left alone. Throws <see cref="Microsoft.Data.Sqlite.SqliteException"/>
    /// (duplicate) when another link is the same page.
    /// </summary>
    public IReadOnlySet<long> Write(
        long accountId,
        long changeId,
        IEnumerable<(Link Before, Link After)> revisions,
        DateTimeOffset now
    )
    {
        var differing = revisions
            .Select(revision =>
                (revision.Before, revision.After, Found: LinkDelta.Of(revision.Before, revision.After)!)
            )
            .Where(revision => revision.Found is not null)
            .ToList();
        if (differing.Count == 0) return new HashSet<long>();
        var written = Update(accountId, differing, now);
        if (written.Count < differing.Count) differing.RemoveAll(revision => !written.Contains(revision.Before.Id));
        Retag(accountId, differing, now);
        changes.Record(changeId, differing.ToDictionary(revision => revision.Before.Id, revision => revision.Found));
        index.Renew(written);
        if (differing.Exists(revision => revision.Before.IsPublic || revision.After.IsPublic))
            publicLinks.Changed(accountId);
        return written;
    }

    HashSet<long> Update(
        long accountId,
        List<(Link Before, Link After, LinkDelta Found)> revisions,
        DateTimeOffset now
    ) =>
        connection
            .Query<long>(
                """
                update links
                set url = coalesce(more.url, links.url), url_key = coalesce(more.url_key, links.url_key), site = coalesce(more.site, links.site),
                  canonical_url = case when more.url is null then links.canonical_url end,
                  canonical_key = case when more.url is null then links.canonical_key end,
                  title = coalesce(more.title, links.title), description = coalesce(more.description, links.description),
                  note = coalesce(more.note, links.note), folder = coalesce(more.folder, links.folder), keyword = coalesce(more.keyword, links.keyword),
                  is_public = coalesce(more.is_public, links.is_public), is_unread = coalesce(more.is_unread, links.is_unread),
                  is_starred = coalesce(more.is_starred, links.is_starred), is_archived = coalesce(more.is_archived, links.is_archived),
                  created_at = coalesce(more.created_at, links.created_at),
                  deleted_at = case when more.is_trashed is null then links.deleted_at else more.deleted_at end,
                  updated_at = case when more.is_content then @now else links.updated_at end,
                  version = links.version + more.is_content
                from (
                  select value ->> 0 as id, value ->> 1 as version, value ->> 2 as url, value ->> 3 as url_key, value ->> 4 as site,
                    value ->> 5 as title, value ->> 6 as description, value ->> 7 as note, value ->> 8 as folder, value ->> 9 as keyword,
                    value ->> 10 as is_public, value ->> 11 as is_unread, value ->> 12 as is_starred, value ->> 13 as is_archived,
                    value ->> 14 as created_at, value ->> 15 as is_trashed, value ->> 16 as deleted_at, value ->> 17 as is_content
                  from json_each(@rows)
                ) as more
                where links.id = more.id
                  and links.account_id = @accountId
                  and links.version = more.version
                returning links.id
                """,
                new
                {
                    accountId,
                    now,
                    rows = JsonSerializer.Serialize(
                        revisions.Select(revision => Values(revision.After, revision.Found))
                    ),
                }
            )
            .ToHashSet();

    static object?[] Values(Link after, LinkDelta found)
    {
        // An address is kept as it was written; what it is known by follows from it.
        var url = found.Url is null
            ? null
            : LinkUrl.Parse(after.Url) ?? throw new InvalidOperationException("The address has not been validated.");
        return
        [
            after.Id, after.Version, url?.Address, url?.Key, url?.Site,
            found.Title is null ? null : after.Title,
            found.Description is null ? null : after.Description,
            found.Note is null ? null : after.Note,
            found.Folder is null ? null : after.Folder,
            found.Keyword is null ? null : after.Keyword,
            found.IsPublic is null ? null : after.IsPublic,
            found.IsUnread is null ? null : after.IsUnread,
            found.IsStarred is null ? null : after.IsStarred,
            found.IsArchived is null ? null : after.IsArchived,
            found.CreatedAt is null ? null : after.CreatedAt.ToUnixTimeMilliseconds(),
            found.IsTrashed is null ? null : true,
            after.DeletedAt?.ToUnixTimeMilliseconds(),
            found.IsContent,
        ];
    }

    void Retag(long accountId, List<(Link Before, Link After, LinkDelta Found)> revisions, DateTimeOffset now)
    {
        var added = revisions.SelectMany(revision => revision.Found.TagsAdded ?? []).ToList();
        var removed = revisions.SelectMany(revision => revision.Found.TagsRemoved ?? []).ToList();
        var ids =
            added.Count > 0 ? tags.Ensure(accountId, TagNames.Distinct(added), now) : new Dictionary<string, long>();
        tags.Attach(
            revisions.SelectMany(revision =>
                (revision.Found.TagsAdded ?? []).Select(tag => (revision.Before.Id, ids[TagNames.KeyOf(tag)]))
            )
        );
        if (removed.Count == 0)
            return;
        var old = tags.Find(accountId, removed);
        tags.Detach(
            revisions.SelectMany(revision =>
                (revision.Found.TagsRemoved ?? []).Select(tag => (revision.Before.Id, old[TagNames.KeyOf(tag)]))
            )
        );
    }
}
