using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Groups of probable duplicates that their owner says are different pages.</summary>
public sealed class LinkDismissalStore(DbConnection connection)
{
    /// <summary>Records that these links, as they are now, are different pages; returns their number.</summary>
    /// <param name="anyFragment">Whether they are different from those with other fragments too.</param>
    public int Dismiss(long accountId, IReadOnlyCollection<long> ids, bool anyFragment = false) => connection.Execute(
        """
        insert into link_dismissals (link_id, page_key)
        select links.id, case when @anyFragment then document_key else document_key || fragment end
        from json_each(@ids) as wanted
        cross join links on links.id = wanted.value
        where links.account_id = @accountId
          and links.deleted_at is null
        on conflict (link_id) do update set page_key = excluded.page_key
        """, new { accountId, anyFragment, ids = JsonSerializer.Serialize(ids) });

    /// <summary>Offers the group of a link again; returns the number of its links.</summary>
    public int Undismiss(long accountId, long id, bool anyFragment = false) => connection.Execute(
        """
        delete from link_dismissals
        where link_id in (
          select others.id
          from links
          join links as others on others.account_id = links.account_id
            and others.document_key = links.document_key
            and (@anyFragment or others.fragment = links.fragment)
            and others.deleted_at is null
          where links.id = @id
            and links.account_id = @accountId
            and links.deleted_at is null
        )
        """, new { accountId, id, anyFragment });
}
