using System.Data.Common;
using App.Blueprints.Accounts;
using Dapper;

namespace App.Blueprints.Backend.People;

public sealed record AccountRow
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required bool IsOperator { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Links { get; init; }

    /// <summary>The number of signed-in browsers.</summary>
    public required long Sessions { get; init; }
}

/// <summary>Reads the accounts that the backend's pages list.</summary>
public sealed class AccountListStore(DbConnection connection)
{
    /// <summary>
    /// The accounts whose name contains <paramref name="text"/>, sorted by name. An empty text matches all accounts.
    /// </summary>
    public IReadOnlyList<AccountRow> All(string text, DateTimeOffset now, int limit, long offset) =>
        [
            .. connection.Query<AccountRow>(
                """
                select a.id, a.name, a.is_operator, a.created_at, coalesce(c.active + c.archived, 0) as links,
                  (select count(*) from sessions s where s.account_id = a.id and s.expires_at > @now) as sessions
                from accounts a
                left join link_counts c on c.account_id = a.id
                where instr(a.name_key, @key) > 0
                order by a.name_key
                limit @limit offset @offset
                """,
                new
                {
                    key = Username.KeyOf(text),
                    now,
                    limit,
                    offset,
                }
            ),
        ];

    public long Count(string text) => connection.ExecuteScalar<long>("""
        select count(*)
        from accounts
        where instr(name_key, @key) > 0
        """, new { key = Username.KeyOf(text) });

    public AccountRow? Find(long id, DateTimeOffset now) => connection.QuerySingleOrDefault<AccountRow>("""
        select a.id, a.name, a.is_operator, a.created_at, coalesce(c.active + c.archived, 0) as links,
          (select count(*) from sessions s where s.account_id = a.id and s.expires_at > @now) as sessions
        from accounts a
        left join link_counts c on c.account_id = a.id
        where a.id = @id
        """, new { id, now });

    /// <summary>The names of these accounts by id.</summary>
    public IReadOnlyDictionary<long, string> Names(IEnumerable<long> ids) =>
        connection
            .Query<(long Id, string Name)>(
                """
                select id, name
                from accounts
                where id in @ids
                """,
                new { ids }
            )
            .ToDictionary(row => row.Id, row => row.Name);
}
