using System.Data.Common;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.PublicPages;

/// <summary>
/// Reads public links and their version, a random number that is replaced whenever a public link changes.
/// </summary>
public sealed class PublicLinkStore(DbConnection connection)
{
    /// <summary>
    /// Reads the version of all public links of the library. It changes whenever a public link of any account changes.
    /// </summary>
    public PublicVersion State() => connection.QuerySingle<PublicVersion>(
        """
        select scope, version, changed_at
        from public_versions
        where scope = 0
        """);

    /// <summary>Reads the version of an account's public links; null when the account does not exist.</summary>
    public PublicVersion? State(string nameKey) => connection.QuerySingleOrDefault<PublicVersion>(
        """
        select scope, version, changed_at
        from accounts
        join public_versions on scope = accounts.id
        where name_key = @nameKey
        """, new { nameKey });

    /// <summary>Reads the newest public links of all accounts.</summary>
    public IReadOnlyList<LinkRow> Newest(int count) =>
        connection
            .Query<LinkRow>(
                $"""
                select links.id, url, site, title, substr(description, 1, @length) as description,
                  is_public, is_unread, is_starred, is_archived, links.created_at, links.updated_at,
                  accounts.name as author,
                  {LinkListStore.TagList}
                from links
                cross join accounts
                where accounts.id = account_id
                  and is_public = 1
                  and is_archived = 0
                  and deleted_at is null
                order by links.created_at desc, links.id desc
                limit @count
                """,
                new { count, length = Shown }
            )
            .AsList();

    /// <summary>Reads the newest public links of an account.</summary>
    public IReadOnlyList<LinkRow> Newest(long accountId, int count) =>
        connection
            .Query<LinkRow>(
                $"""
                select links.id, url, site, title, substr(description, 1, @length) as description,
                  is_public, is_unread, is_starred, is_archived, links.created_at, links.updated_at,
                  accounts.name as author,
                  {LinkListStore.TagList}
                from accounts
                cross join links
                where links.account_id = accounts.id
                  and accounts.id = @accountId
                  and is_public = 1
                  and is_archived = 0
                  and deleted_at is null
                order by links.created_at desc, links.id desc
                limit @count
                """,
                new
                {
                    accountId,
                    count,
                    length = Shown,
                }
            )
            .AsList();

    /// <summary>
    /// Reads the newest public links with a tag, of one account or of all. Considers only the 1,000 links with the tag
    /// that were added last.
    /// </summary>
    public IReadOnlyList<LinkRow> Newest(string tagKey, long? accountId, int count) =>
        connection
            .Query<LinkRow>(
                $"""
                select links.id, url, site, title, substr(description, 1, @length) as description,
                  is_public, is_unread, is_starred, is_archived, links.created_at, links.updated_at,
                  accounts.name as author,
                  {LinkListStore.TagList}
                from (
                  select id
                  from (
                    select links.id, links.created_at
                    from public_versions
                    cross join tags
                    cross join link_tags
                    cross join links
                    where tags.account_id = scope
                      and tags.name_key = @tagKey
                      and link_tags.tag_id = tags.id
                      and links.id = link_tags.link_id
                      and scope > 0
                      and (@accountId is null or scope = @accountId)
                      and is_public = 1
                      and is_archived = 0
                      and deleted_at is null
                    order by link_tags.link_id desc
                    limit 1000
                  ) as latest
                  order by created_at desc, id desc
                  limit @count
                ) as shown
                cross join links
                cross join accounts
                where links.id = shown.id
                  and accounts.id = links.account_id
                order by links.created_at desc, links.id desc
                """,
                new
                {
                    tagKey,
                    accountId,
                    count,
                    length = Shown,
                }
            )
            .AsList();

    // Maximum length of a description that is read, in code points.
    const int Shown = 600;
}

public sealed record PublicVersion
{
    /// <summary>
    /// The id of the account whose public links have this version; 0 for the public links of all accounts.
    /// </summary>
    public required long Scope { get; init; }

    public required long Version { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
