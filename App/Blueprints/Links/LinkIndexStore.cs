using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Writes the full-text index. Call its methods in the transaction that changes the content, the states or the tags of
/// a link. A trigger removes the index rows of deleted links. The migration that creates <c>links_fts</c> explains the
/// column <c>keys</c>.
/// </summary>
public sealed class LinkIndexStore(DbConnection connection)
{
    /// <summary>Indexes links that are not in the index yet, in one statement.</summary>
    public void Add(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        connection.Execute(
            """
            insert into links_fts (rowid, title, description, note, url, tags, keys)
            select links.id,
              index_text(links.title), index_text(links.description), index_text(links.note), index_text(links.url),
              index_text((
                select group_concat(tags.name, ' ')
                from link_tags
                join tags on tags.id = link_tags.tag_id
                where link_tags.link_id = links.id
              )),
              case when links.is_archived = 1 then 'x' else 'a' end || links.account_id
                || case when links.is_unread = 1 then ' u' || links.account_id else '' end
                || case when links.is_starred = 1 then ' s' || links.account_id else '' end
                || case when links.is_public = 1 then ' p' || links.account_id else '' end
                || coalesce(
                  (select group_concat(' t' || tag_id, '') from link_tags where link_id = links.id),
                  ' n' || links.account_id)
                || coalesce(
                  strftime(
                    ' y' || links.account_id || 'y%Y m' || links.account_id || 'm%Y%m d' || links.account_id
                      || 'd%Y%m%d',
                    links.created_at / 1000.0,
                    'unixepoch'),
                  '')
                || ' ' || index_site(links.site)
            from json_each(@ids) as wanted
            cross join links
            where links.id = cast(wanted.value as bigint)
              and links.deleted_at is null
            """, new { ids = JsonSerializer.Serialize(ids) });
    }

    /// <summary>Removes links from the index, for example when they are moved to the trash.</summary>
    public void Remove(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        connection.Execute(
            """
            delete from links_fts
            where rowid in (select cast(value as bigint) from json_each(@ids))
            """, new { ids = JsonSerializer.Serialize(ids) });
    }

    /// <summary>Replaces the index entries of changed links.</summary>
    public void Renew(IReadOnlyCollection<long> ids)
    {
        Remove(ids);
        Add(ids);
    }

    internal LinkIndexState State() => connection.QuerySingle<LinkIndexState>(
        """
        select version, last_link_id,
          not exists (select 1 from links_fts)
            and exists (select 1 from links where deleted_at is null) as is_missing
        from link_index_versions
        where id = 1
        """);

    /// <summary>Marks the full-text index as incomplete, so that the next build starts with the first link.</summary>
    internal void Restart() => connection.Execute(
        """
        update link_index_versions
        set version = 0, last_link_id = 0
        where id = 1
        """);

    /// <summary>
    /// Reads the ids of the next links to index, which are greater than <paramref name="lastLinkId"/>. Leaves out
    /// trashed links.
    /// </summary>
    internal IReadOnlyList<long> Next(long lastLinkId, int limit) => connection.Query<long>(
        """
        select id
        from links
        where id > @lastLinkId
          and deleted_at is null
        order by id
        limit @limit
        """, new { lastLinkId, limit }).AsList();

    internal void Advance(long lastLinkId) => connection.Execute(
        """
        update link_index_versions
        set last_link_id = @lastLinkId
        where id = 1
        """, new { lastLinkId });

    internal void Finish(int version) => connection.Execute(
        """
        update link_index_versions
        set version = @version, last_link_id = 0
        where id = 1
        """, new { version });
}
