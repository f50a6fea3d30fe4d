using System.Data.Common;
using Dapper;

namespace App.Blueprints.Search;

/// <summary>The saved searches of accounts, in the order that their owner chose.</summary>
public sealed class SavedSearchStore(DbConnection connection)
{
    public IReadOnlyList<SavedSearch> All(long accountId) => connection.Query<SavedSearch>(
        """
        select id, name, query
        from saved_searches
        where account_id = @accountId
        order by position, id
        """, new { accountId }).AsList();

    public SavedSearch? Find(long accountId, long id) => connection.QuerySingleOrDefault<SavedSearch>(
        """
        select id, name, query
        from saved_searches
        where account_id = @accountId
          and id = @id
        """, new { accountId, id });

    /// <summary>Finds a saved search by name, ignoring case.</summary>
    public SavedSearch? Find(long accountId, string name) => connection.QuerySingleOrDefault<SavedSearch>(
        """
        select id, name, query
        from saved_searches
        where account_id = @accountId
          and name_key = @key
        """, new { accountId, key = KeyOf(name) });

    /// <summary>
    /// Adds a search at the end and returns its id; null when the account already has
    /// <see cref="SavedSearch.MaxCount"/> searches. Throws <see cref="Microsoft.Data.Sqlite.SqliteException"/>
    /// (duplicate) when the name is taken.
    /// </summary>
    public long? Add(long accountId, string name, string query, DateTimeOffset now) =>
        connection.QuerySingleOrDefault<long?>(
            """
            insert into saved_searches (account_id, name, name_key, query, position, created_at)
            select @accountId, @name, @key, @query, coalesce(max(position), 0) + 1, @now
            from saved_searches
            where account_id = @accountId
            having count(*) < @limit
            returning id
            """,
            new
            {
                accountId,
                name,
                key = KeyOf(name),
                query,
                now,
                limit = SavedSearch.MaxCount,
            }
        );

    /// <summary>
    /// Saves the name and the query. Returns false when the search does not exist. Throws
    /// <see cref="Microsoft.Data.Sqlite.SqliteException"/> (duplicate) when the name is taken.
    /// </summary>
    public bool Update(long accountId, long id, string name, string query) => connection.Execute(
        """
        update saved_searches
        set name = @name, name_key = @key, query = @query
        where account_id = @accountId
          and id = @id
        """, new { accountId, id, name, key = KeyOf(name), query }) > 0;

    public bool Delete(long accountId, long id) => connection.Execute(
        """
        delete from saved_searches
        where account_id = @accountId
          and id = @id
        """, new { accountId, id }) > 0;

    /// <summary>
    /// Moves a search up or down by one and renumbers all positions. Returns false when the search does not exist.
    /// </summary>
    public bool Move(long accountId, long id, bool up) => connection.Execute(
        """
        with ordered as (
          select id, row_number() over (order by position, id) * 2 as place
          from saved_searches
          where account_id = @accountId
        )
        update saved_searches
        set position = ordered.place + case when saved_searches.id <> @id then 0 when @up = 1 then -3 else 3 end
        from ordered
        where ordered.id = saved_searches.id
          and exists (select 1 from saved_searches as moved where moved.id = @id and moved.account_id = @accountId)
        """, new { accountId, id, up }) > 0;

    static string KeyOf(string name) => name.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();
}
