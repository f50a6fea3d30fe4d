using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Urls;

/// <summary>
/// Updates the keys (normalized URLs) of links that an older version of the algorithm computed, and stores the version
/// and the progress of the update.
/// </summary>
sealed class LinkKeyStore(DbConnection connection)
{
    public LinkKeyState State() => connection.QuerySingle<LinkKeyState>(
        """
        select version, last_link_id
        from link_key_versions
        where id = 1
        """);

    /// <summary>
    /// Counts the links of all accounts, including trashed ones, whose ids are greater than
    /// <paramref name="lastLinkId"/>. The keys of these links must still be recomputed.
    /// </summary>
    public long Left(long lastLinkId) => connection.QuerySingle<long>(
        """
        select count(*)
        from links
        where id > @lastLinkId
        """, new { lastLinkId });

    public IReadOnlyList<LinkKeys> Next(long lastLinkId, int limit) => connection.Query<LinkKeys>(
        """
        select id, account_id, url, url_key, canonical_url, canonical_key, deleted_at is not null as is_trashed
        from links
        where id > @lastLinkId
        order by id
        limit @limit
        """, new { lastLinkId, limit }).AsList();

    /// <summary>
    /// Writes recomputed keys. A link keeps its old key if another link of the account already has the new one. Skips a
    /// link whose URL was edited meanwhile, because the edit already stored a current key.
    /// </summary>
    public void Write(IReadOnlyCollection<LinkKeys> links) => connection.Execute(
        """
        update links
        set url_key = more.url_key, canonical_key = more.canonical_key
        from (
          select cast(value ->> 0 as bigint) as id, value ->> 1 as url, value ->> 2 as url_key,
            value ->> 3 as canonical_key
          from json_each(@rows)
        ) as more
        where links.id = more.id
          and links.url = more.url
          and (links.deleted_at is not null or not exists (
            select 1
            from links as others
            where others.account_id = links.account_id
              and others.url_key = more.url_key
              and others.deleted_at is null
              and others.id <> links.id
          ))
        """,
        new
        {
            rows = JsonSerializer.Serialize(
                links.Select(link => new object?[] { link.Id, link.Url, link.UrlKey, link.CanonicalKey })),
        });

    /// <summary>Records that all links up to this id have current keys.</summary>
    public void Advance(long lastLinkId) => connection.Execute(
        """
        update link_key_versions
        set last_link_id = @lastLinkId
        where last_link_id < @lastLinkId
        """, new { lastLinkId });

    /// <summary>Records that all links have keys of this version.</summary>
    public void Finish(long version) => connection.Execute(
        """
        update link_key_versions
        set version = @version, last_link_id = 0
        where version < @version
        """, new { version });
}

/// <summary>The progress of recomputing the keys.</summary>
sealed record LinkKeyState
{
    /// <summary>
    /// The version of <see cref="LinkUrlKey"/> that has computed the keys of all links. During an update, some keys are
    /// already newer.
    /// </summary>
    public required long Version { get; init; }

    /// <summary>
    /// The id of the last link that an unfinished update has processed; 0 when no update is unfinished.
    /// </summary>
    public required long LastLinkId { get; init; }
}

/// <summary>The URLs of a link and the keys that were computed from them.</summary>
sealed record LinkKeys
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string Url { get; init; }

    public required string UrlKey { get; init; }

    public string? CanonicalUrl { get; init; }

    public string? CanonicalKey { get; init; }

    public required bool IsTrashed { get; init; }

    /// <summary>Returns the link with current keys. A URL that cannot be parsed keeps its key.</summary>
    public LinkKeys Recomputed() => this with
    {
        UrlKey = LinkUrl.Parse(Url)?.Key ?? UrlKey,
        CanonicalKey = CanonicalUrl is null ? CanonicalKey : LinkUrl.Parse(CanonicalUrl)?.Key ?? CanonicalKey,
    };
}
