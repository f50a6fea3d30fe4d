using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Stores which groups of probable duplicates the owner has marked as different pages.</summary>
public sealed class LinkDismissalStore(DbConnection connection)
{
    /// <summary>
    /// Marks these links, with their current URLs, as different pages. Returns the number of marked links.
    /// </summary>
    /// <param name="anyFragment">Whether the mark ignores the fragments (<c>#part</c>) of the URLs. True for a group of
    /// links whose URLs have different fragments.</param>
    public int Dismiss(long accountId, IReadOnlyCollection<long> ids, bool anyFragment = false) => connection.Execute(
        """
        insert into link_dismissals (link_id, page_key)
        select links.id, case when @anyFragment = 1 then document_key else document_key || fragment end
        from json_each(@ids) as wanted
        cross join links
        where links.id = cast(wanted.value as bigint)
          and links.account_id = @accountId
          and links.deleted_at is null
        on conflict (link_id) do update set page_key = excluded.page_key
        """, new { accountId, anyFragment, ids = JsonSerializer.Serialize(ids) });

    /// <summary>
    /// Removes the marks set by <see cref="Dismiss"/> from all links that are in the same group of duplicates as the
    /// link <paramref name="id"/>. The group is then shown again. Returns the number of removed marks.
    /// </summary>
    public int Undismiss(long accountId, long id, bool anyFragment = false) => connection.Execute(
        """
        delete from link_dismissals
        where link_id in (
          select others.id
          from links
          join links as others on others.account_id = links.account_id
            and others.document_key = links.document_key
            and (@anyFragment = 1 or others.fragment = links.fragment)
            and others.deleted_at is null
          where links.id = @id
            and links.account_id = @accountId
            and links.deleted_at is null
        )
        """, new { accountId, id, anyFragment });
}
