using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>Deletes the links and tags of a deleted account in batches.</summary>
sealed class LinkRemovalStore(DbConnection connection)
{
    // Selects active and trashed links separately, so that each select can use the partial index for these links.
    public int RemoveLinks(long accountId, int limit) => connection.Execute("""
        delete from links
        where id in (
          select id
          from links
          where account_id = @accountId
            and deleted_at is null
          union all
          select id
          from links
          where account_id = @accountId
            and deleted_at is not null
          limit @limit
        )
        """, new { accountId, limit });

    public int RemoveTags(long accountId, int limit) => connection.Execute("""
        delete from tags
        where id in (
          select id
          from tags
          where account_id = @accountId
          limit @limit
        )
        """, new { accountId, limit });
}
