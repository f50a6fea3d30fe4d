using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Samples;

/// <summary>Finds the recorded change that added the sample links to an account.</summary>
public sealed class SampleStore(DbConnection connection)
{
    /// <summary>
    /// The id of the change that added the sample links; null when the account has none of these links outside the
    /// trash.
    /// </summary>
    public long? Change(long accountId) => connection.QuerySingleOrDefault<long?>(Standing, new { accountId });

    const string Standing =
        """
        select id
        from link_changes
        where account_id = @accountId
          and kind = 'sample'
          and undone_at is null
          and exists (
            select 1
            from link_change_entries
            cross join links
            where links.id = link_id
              and change_id = link_changes.id
              and deleted_at is null
          )
        order by id desc
        limit 1
        """;
}
