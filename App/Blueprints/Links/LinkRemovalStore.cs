using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>Removes the links and tags of an account that is deleted, some at a time.</summary>
sealed class LinkRemovalStore(DbConnection connection)
{
    // Two selects, because each of the two indexes holds only links of one kind.
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
