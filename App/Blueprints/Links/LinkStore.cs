using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Links.Rules;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>Reads and writes single links of an account. <see cref="LinkSearchStore"/> reads lists.</summary>
public sealed class LinkStore(
    DbConnection connection,
    TagStore tags,
    LinkIndexStore index,
    LinkChangeStore changes,
    LinkBatchStore revisions,
    LinkRuleStore rules,
    PublicLinkCache publicLinks
)
{
    public Link? Find(long accountId, long id) =>
        connection.QuerySingleOrDefault<Link>(
            $"""
            select {LinkSchema.Columns}
            from links
            where account_id = @accountId
              and id = @id
              and deleted_at is null
            """,
            new { accountId, id }
        );

    /// <summary>
    /// Finds the account's link outside the trash that has the same URL key (normalized URL); null when there is none.
    /// </summary>
    public Link? FindSame(long accountId, LinkUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var id = connection.QuerySingleOrDefault<long?>(
            """
            select id
            from links
            where account_id = @accountId
              and url_key = @key
              and deleted_at is null
            """, new { accountId, key = url.Key });
        return id is null ? null : Find(accountId, id.Value);
    }

    /// <summary>
    /// Adds a link and applies the account's rules. Returns null when the account already has a link with the same URL
    /// key.
    /// </summary>
    public AddedLink? Add(long accountId, LinkContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        var applied = rules.Active(accountId).Acting(content).ToList();
        var link = LinkRules.Apply(applied, LinkImport.Of(content));
        if (Insert(accountId, [link], now) is not [(_, var id)]) return null;
        var names = TagNames.Distinct(link.Tags).Take(LinkLimits.Tags).ToList();
        tags.Attach(tags.Ensure(accountId, names, now).Values.Select(tag => (id, tag)));
        index.Add([id]);
        if (content.IsPublic) publicLinks.Changed(accountId);
        return new(id, applied);
    }

    /// <summary>
    /// Inserts links without their tags. Skips links whose URL key the account already has. Returns the URL key and the
    /// id of each inserted link.
    /// </summary>
    internal IReadOnlyList<(string Key, long Id)> Insert(
        long accountId,
        IEnumerable<LinkImport> links,
        DateTimeOffset now
    ) =>
        connection
            .Query<(string, long)>(
                $"""
                insert into links (account_id, url, url_key, site, canonical_url, canonical_key,
                  {LinkSchema.TextColumns}, {LinkSchema.FlagColumns}, created_at, updated_at)
                select @accountId, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
                  {LinkSchema.TextValues},
                  {LinkSchema.FlagValues},
                  cast(value ->> 7 as bigint), cast(value ->> 8 as bigint)
                from json_each(@rows)
                where true
                on conflict (account_id, url_key) where deleted_at is null do nothing
                returning url_key, id
                """,
                new { accountId, rows = JsonSerializer.Serialize(links.Select(link => Values(link, now))) }
            )
            .AsList();

    /// <summary>
    /// Saves an edit that began with <paramref name="version"/>. Returns false when the link was changed, trashed or
    /// deleted meanwhile. Throws <see cref="Microsoft.Data.Sqlite.SqliteException"/> (duplicate) when another link has
    /// the same URL key.
    /// </summary>
    public bool Update(long accountId, long id, long version, LinkContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Find(accountId, id) is not { } link || link.Version != version) return false;
        var edited = link.WithEdited(content).WithTags(content.Tags) with { Url = content.Url.Address };
        return Change(accountId, link, edited, LinkChangeKind.Edited, now);
    }

    /// <summary>
    /// Merges <paramref name="more"/> into a link. Returns false when the link does not exist or was changed meanwhile.
    /// </summary>
    public bool Merge(long accountId, long id, LinkImport more, DateTimeOffset now) =>
        Find(accountId, id) is { } link && Change(accountId, link, link.Completed(more), LinkChangeKind.Merged, now);

    /// <summary>
    /// Changes one link and records its previous values. Returns false when another request changed the link meanwhile.
    /// </summary>
    internal bool Change(long accountId, Link before, Link after, LinkChangeKind kind, DateTimeOffset now)
    {
        if (LinkDelta.Of(before, after) is null) return true;
        var change = changes.Begin(accountId, kind, now);
        var isWritten = false;
        try
        {
            isWritten = revisions.Write(accountId, change, [(before, after)], now).Count > 0;
        }
        finally
        {
            if (isWritten) changes.Finish(change, now);
            else changes.Forget(change);
        }
        return isWritten;
    }

    public bool SetArchived(long accountId, long id, bool value, DateTimeOffset now) =>
        Find(accountId, id) is { } link
        && Change(accountId, link, link with { IsArchived = value }, LinkChangeKind.Edited, now);

    public bool SetPublic(long accountId, long id, bool value, DateTimeOffset now) =>
        Find(accountId, id) is { } link
        && Change(accountId, link, link with { IsPublic = value }, LinkChangeKind.Edited, now);

    /// <summary>Sets or clears the star. The history of a link records neither the star nor the unread state.</summary>
    public bool SetStarred(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_starred = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    public bool SetUnread(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_unread = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    bool Indexed(long id, int changed)
    {
        if (changed > 0) index.Renew([id]);
        return changed > 0;
    }

    static object?[] Values(LinkImport link, DateTimeOffset now) =>
    [
        LinkSchema.Texts.Select(text => text.Of(link)).ToArray(),
        LinkSchema.Flags.Select(flag => flag.Of(link)).ToArray(),
        link.Url.Address,
        link.Url.Key,
        link.Url.Site,
        link.Canonical?.Address,
        link.Canonical?.Key,
        (link.CreatedAt ?? now).ToUnixTimeMilliseconds(),
        (link.UpdatedAt ?? link.CreatedAt ?? now).ToUnixTimeMilliseconds(),
    ];
}

/// <summary>The result of adding a link.</summary>
/// <param name="Rules">The account's rules that were applied to the link, sorted by position.</param>
public sealed record AddedLink(long Id, IReadOnlyList<LinkRule> Rules);
