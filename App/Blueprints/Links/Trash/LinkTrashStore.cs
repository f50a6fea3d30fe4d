using System.Data.Common;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links.Trash;

/// <summary>
/// The trash. It keeps all fields of deleted links until they are restored or purged (permanently deleted).
/// </summary>
public sealed class LinkTrashStore(DbConnection connection, LinkStore links)
{
    public PageOf<Link> Page(long accountId, int number, int size)
    {
        var items = connection
            .Query<Link>(
                $"""
                select {LinkSchema.Columns}
                from links
                where account_id = @accountId
                  and deleted_at is not null
                order by deleted_at desc, id desc
                limit @size
                offset @offset
                """,
                new
                {
                    accountId,
                    size,
                    offset = (number - 1L) * size,
                }
            )
            .AsList();
        return new(items, number, size, Count(accountId));
    }

    public Link? Find(long accountId, long id) =>
        connection.QuerySingleOrDefault<Link>(
            $"""
            select {LinkSchema.Columns}
            from links
            where account_id = @accountId
              and id = @id
              and deleted_at is not null
            """,
            new { accountId, id }
        );

    /// <summary>Moves a link to the trash. Returns false when the link does not exist.</summary>
    public bool Put(long accountId, long id, DateTimeOffset now) =>
        links.Find(accountId, id) is { } link
        && links.Change(accountId, link, link with { DeletedAt = now }, LinkChangeKind.Trashed, now);

    /// <summary>
    /// Restores a link from the trash and returns its id; null when it is not in the trash. If the same page was saved
    /// again meanwhile, merges the trashed link into that link and returns the id of that link.
    /// </summary>
    public long? Restore(long accountId, long id, DateTimeOffset now)
    {
        if (Find(accountId, id) is not { } trashed) return null;
        if (LinkUrl.Parse(trashed.Url) is { } url && links.FindSame(accountId, url) is { } same)
        {
            links.Merge(accountId, same.Id, LinkImport.Of(trashed, url), now);
            Purge(accountId, id);
            return same.Id;
        }
        return links.Change(accountId, trashed, trashed with { DeletedAt = null }, LinkChangeKind.Restored, now)
            ? id
            : null;
    }

    /// <summary>Permanently deletes a trashed link.</summary>
    public bool Purge(long accountId, long id) => connection.Execute(
        """
        delete from links
        where account_id = @accountId
          and id = @id
          and deleted_at is not null
        """, new { accountId, id }) > 0;

    /// <summary>Permanently deletes all links in the trash and returns their number.</summary>
    public int Empty(long accountId) => connection.Execute(
        """
        delete from links
        where account_id = @accountId
          and deleted_at is not null
        """, new { accountId });

    /// <summary>
    /// Counts what would be lost by permanently deleting one trashed link, or all trashed links when
    /// <paramref name="id"/> is null.
    /// </summary>
    public TrashLosses Losses(long accountId, long? id = null) => connection.QuerySingle<TrashLosses>(
        """
        select count(*) as links, coalesce(sum(in_merge), 0) as merged, coalesce(sum(in_change), 0) as changed
        from (
          select
            case when exists (
              select 1
              from link_change_entries
              join link_changes on link_changes.id = change_id
              where link_id = links.id and kind = 'merged' and undone_at is null
            ) then 1 else 0 end as in_merge,
            case when exists (
              select 1
              from link_change_entries
              join link_changes on link_changes.id = change_id
              where link_id = links.id and kind in ('bulk', 'undone') and undone_at is null
            ) then 1 else 0 end as in_change
          from links
          where account_id = @accountId
            and deleted_at is not null
            and (@id is null or id = @id)
        ) as lost
        """, new { accountId, id });

    long Count(long accountId) => connection.QuerySingleOrDefault<long>(
        """
        select trashed
        from link_counts
        where account_id = @accountId
        """, new { accountId });
}

/// <summary>
/// The number of trashed links to delete, and the number of those that an undo could then no longer restore.
/// </summary>
public sealed record TrashLosses
{
    public required long Links { get; init; }

    /// <summary>The number of links that belong to a merge that can still be undone.</summary>
    public required long Merged { get; init; }

    /// <summary>The number of links that belong to a bulk edit or an undo that can still be undone.</summary>
    public required long Changed { get; init; }
}
