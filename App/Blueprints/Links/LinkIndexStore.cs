using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Writes what is searched. Whoever changes the content, the states or the tags of a link calls it in the same
/// transaction; rows that are deleted leave the index by themselves. What the keys mean stands in the migration that
/// made the index.
/// </summary>
public sealed class LinkIndexStore(DbConnection connection)
{
    /// <summary>Indexes links that were not there before, all in one statement.</summary>
    public void Add(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        connection.Execute(
            """
            insert into links_fts (rowid, title, description, note, url, tags, keys)
            select links.id, index_text(links.title), index_text(links.description), index_text(links.note), index_text(links.url),
              index_text((select group_concat(tags.name, ' ') from link_tags join tags on tags.id = link_tags.tag_id where link_tags.link_id = links.id)),
              case when links.is_archived then 'x' else 'a' end || links.account_id
                || case when links.is_unread then ' u' || links.account_id else '' end
                || case when links.is_starred then ' s' || links.account_id else '' end
                || case when links.is_public then ' p' || links.account_id else '' end
                || coalesce(
                  (select group_concat(' t' || tag_id, '') from link_tags where link_id = links.id),
                  ' n' || links.account_id)
                || coalesce(
                  strftime(' y' || links.account_id || 'y%Y m' || links.account_id || 'm%Y%m d' || links.account_id || 'd%Y%m%d', links.created_at / 1000.0, 'unixepoch'),
                  '')
                || ' ' || index_site(links.site)
            from json_each(@ids) as wanted
            cross join links on links.id = wanted.value
            where links.deleted_at is null
            """, new { ids = JsonSerializer.Serialize(ids) });
    }

    /// <summary>Takes links out, as when they go to the trash.</summary>
    public void Remove(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        connection.Execute(
            """
            delete from links_fts
            where rowid in (select value from json_each(@ids))
            """, new { ids = JsonSerializer.Serialize(ids) });
    }

    /// <summary>Indexes changed links anew.</summary>
    public void Renew(IReadOnlyCollection<long> ids)
    {
        Remove(ids);
        Add(ids);
    }
}
