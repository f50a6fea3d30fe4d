using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.PublicPages;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// Saves changed links, records their previous values, and updates tags and the search index. Writes some hundreds of
/// links in a few statements, inside the caller's transaction.
/// </summary>
public sealed class LinkBatchStore(
    DbConnection connection,
    TagStore tags,
    LinkIndexStore index,
    LinkChangeStore changes,
    PublicLinkCache publicLinks
)
{
    /// <summary>Reads these links of the account with all fields, including trashed links.</summary>
    public IReadOnlyList<Link> Read(long accountId, IReadOnlyCollection<long> ids) =>
        ids.Count == 0
            ? []
            : connection
                .Query<Link>(
                    $"""
                    select {LinkSchema.Columns}
                    from json_each(@ids) as wanted
                    cross join links
                    where links.id = cast(wanted.value as bigint)
                      and account_id = @accountId
                    """,
                    new { accountId, ids = JsonSerializer.Serialize(ids) }
                )
                .AsList();

    /// <summary>
    /// Saves the modified fields of links as part of a recorded change. Returns the ids of the saved links. Skips a
    /// link whose version has changed since it was read. Throws <see cref="Microsoft.Data.Sqlite.SqliteException"/>
    /// (duplicate) when another link of the account has the same URL key, which is the normalized URL.
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
                $"""
                update links
                set url = coalesce(more.url, links.url),
                  url_key = coalesce(more.url_key, links.url_key),
                  site = coalesce(more.site, links.site),
                  canonical_url = case when more.url is null then links.canonical_url end,
                  canonical_key = case when more.url is null then links.canonical_key end,
                  {LinkSchema.TextChanges},
                  {LinkSchema.FlagChanges},
                  created_at = coalesce(more.created_at, links.created_at),
                  deleted_at = case when more.is_trashed is null then links.deleted_at else more.deleted_at end,
                  updated_at = case when more.is_content = 1 then @now else links.updated_at end,
                  version = links.version + more.is_content
                from (
                  select {LinkSchema.TextValues},
                    {LinkSchema.FlagValues},
                    cast(value ->> 2 as bigint) as id, cast(value ->> 3 as bigint) as version,
                    value ->> 4 as url, value ->> 5 as url_key, value ->> 6 as site,
                    cast(value ->> 7 as bigint) as created_at, cast(value ->> 8 as smallint) as is_trashed,
                    cast(value ->> 9 as bigint) as deleted_at, cast(value ->> 10 as smallint) as is_content
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

    // Returns null for each value that the change did not modify. The SQL statement then keeps the stored value.
    static object?[] Values(Link after, LinkDelta found)
    {
        // If the change modified the URL, it is stored as it was typed. The URL key and the site name are computed from
        // it.
        var url = !found.Has(LinkSchema.Url)
            ? null
            : LinkUrl.Parse(after.Url) ?? throw new InvalidOperationException("The URL has not been validated.");
        return
        [
            LinkSchema.Texts.Select(text => found.Has(text) ? text.Of(after) : null).ToArray(),
            LinkSchema.Flags.Select(flag => found.Has(flag) ? flag.Of(after) : (bool?)null).ToArray(),
            after.Id, after.Version, url?.Address, url?.Key, url?.Site,
            found.Has(LinkSchema.CreatedAt) ? LinkSchema.CreatedAt.Get(after) : null,
            found.IsTrashed is null ? null : true,
            after.DeletedAt?.ToUnixTimeMilliseconds(),
            found.IsContent,
        ];
    }

    void Retag(long accountId, List<(Link Before, Link After, LinkDelta Found)> revisions, DateTimeOffset now)
    {
        var added = revisions.SelectMany(revision => revision.Found.TagsAdded).ToList();
        var removed = revisions.SelectMany(revision => revision.Found.TagsRemoved).ToList();
        var ids =
            added.Count > 0 ? tags.Ensure(accountId, TagNames.Distinct(added), now) : new Dictionary<string, long>();
        tags.Attach(
            revisions.SelectMany(revision =>
                revision.Found.TagsAdded.Select(tag => (revision.Before.Id, ids[TagNames.KeyOf(tag)]))
            )
        );
        if (removed.Count == 0)
            return;
        var old = tags.Find(accountId, removed);
        tags.Detach(
            revisions.SelectMany(revision =>
                revision.Found.TagsRemoved.Select(tag => (revision.Before.Id, old[TagNames.KeyOf(tag)]))
            )
        );
    }
}
