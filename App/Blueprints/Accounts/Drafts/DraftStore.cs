using System.Data.Common;
using Dapper;

namespace App.Blueprints.Accounts.Drafts;

sealed record DraftRow
{
    public required string Page { get; init; }
    public required string Action { get; init; }
    public required string Fields { get; init; }
}

/// <summary>Stores drafts: unsent forms that are shown again, filled in, after sign-in.</summary>
sealed class DraftStore(DbConnection connection)
{
    public long Add(long accountId, string page, string action, string fields, DateTimeOffset createdAt) =>
        connection.QuerySingle<long>(
        """
        insert into drafts (account_id, page, action, fields, created_at)
        values (@accountId, @page, @action, @fields, @createdAt)
        returning id
        """,
        new { accountId, page, action, fields, createdAt });

    public DraftRow? Find(long accountId, long id, DateTimeOffset after) => connection.QuerySingleOrDefault<DraftRow>(
        """
        select page, action, fields
        from drafts
        where id = @id
        and account_id = @accountId
        and created_at > @after
        """,
        new { accountId, id, after });

    /// <summary>Removes the drafts of all accounts that were created at or before a given time.</summary>
    public void RemoveOld(DateTimeOffset before) => connection.Execute(
        """
        delete from drafts
        where created_at <= @before
        """,
        new { before });

    /// <summary>Removes all but the newest drafts of an account.</summary>
    public void RemoveAllBut(long accountId, int newest) => connection.Execute(
        """
        delete from drafts
        where account_id = @accountId
        and id not in (
          select id
          from drafts
          where account_id = @accountId
          order by id desc
          limit @newest
        )
        """,
        new { accountId, newest });
}
