using System.Data.Common;
using Dapper;

namespace App.Blueprints.Accounts;

public sealed class AccountStore(DbConnection connection)
{
    /// <summary>
    /// Adds an account. The first account that a library ever has becomes an operator (an administrator).
    /// </summary>
    /// <returns>The ID of the new account; null if the name is taken or looks like an existing one.</returns>
    public long? Add(string name, string passwordHash, string language, DateTimeOffset createdAt)
    {
        FillSkeletons();
        var (nameKey, skeleton) = (Username.KeyOf(name), NameSkeleton.Of(name));
        return connection.QuerySingleOrDefault<long?>(
            """
            insert into accounts (name, name_key, skeleton, password_hash, is_operator, language, created_at)
            values (
              @name, @nameKey, @skeleton, @passwordHash,
              case when exists (select 1 from first_account) then 0 else 1 end, @language, @createdAt
            )
            on conflict do nothing
            returning id
            """,
            new { name, nameKey, skeleton, passwordHash, language, createdAt });
    }

    /// <summary>
    /// Stores the <see cref="NameSkeleton"/> of each account that has none, because an older version created the
    /// account. Of several accounts whose names look alike, only the oldest gets the skeleton of the name. The others
    /// get a unique placeholder.
    /// </summary>
    public void FillSkeletons()
    {
        foreach (var (id, name) in connection.Query<(long Id, string Name)>(
            """
            select id, name
            from accounts
            where skeleton is null
            order by id
            """))
        {
            connection.Execute(
                """
                update accounts
                set skeleton = case
                  when exists (select 1 from accounts where skeleton = @skeleton) then '#' || id
                  else @skeleton
                end
                where id = @id
                """,
                new { id, skeleton = NameSkeleton.Of(name) });
        }
    }

    /// <summary>
    /// Returns why a new account cannot have this name. Uses a single SQL statement, because another request could add
    /// an account between two statements.
    /// </summary>
    public NameConflict ConflictOf(string name) => (NameConflict)connection.ExecuteScalar<int>(
        """
        select case
          when exists (select 1 from accounts where name_key = @nameKey) then 1
          when exists (select 1 from accounts where skeleton = @skeleton) then 2
          else 0
        end
        """,
        new { nameKey = Username.KeyOf(name), skeleton = NameSkeleton.Of(name) });

    /// <summary>
    /// Adds an account without the operator role, even if it is the first account. Returns its ID; null if the name is
    /// taken.
    /// </summary>
    public long? AddMember(string name, string passwordHash, string language, DateTimeOffset createdAt) =>
        connection.QuerySingleOrDefault<long?>(
        """
        insert into accounts (name, name_key, password_hash, is_operator, language, created_at)
        values (@name, @nameKey, @passwordHash, 0, @language, @createdAt)
        on conflict (name_key) do nothing
        returning id
        """,
        new { name, nameKey = Username.KeyOf(name), passwordHash, language, createdAt });

    public bool Has(string name) => connection.ExecuteScalar<bool>(
        """
        select exists (select 1 from accounts where name_key = @nameKey)
        """,
        new { nameKey = Username.KeyOf(name) });

    /// <summary>
    /// Finds the account with this name. Ignores case and other differences that <see cref="Username.KeyOf"/> removes.
    /// </summary>
    public Account? Find(string name) => connection.QuerySingleOrDefault<Account>(
        """
        select id, name, password_hash, is_operator, language, theme, density, has_shortcuts, created_at
        from accounts
        where name_key = @nameKey
        """,
        new { nameKey = Username.KeyOf(name) });

    public Account? Find(long id) => connection.QuerySingleOrDefault<Account>(
        """
        select id, name, password_hash, is_operator, language, theme, density, has_shortcuts, created_at
        from accounts
        where id = @id
        """,
        new { id });

    public void SetPasswordHash(long id, string passwordHash) => connection.Execute(
        """
        update accounts
        set password_hash = @passwordHash
        where id = @id
        """,
        new { id, passwordHash });

    public void SetLanguage(long id, string language) => connection.Execute(
        """
        update accounts
        set language = @language
        where id = @id
        """,
        new { id, language });

    public void SetTheme(long id, string theme) => connection.Execute(
        """
        update accounts
        set theme = @theme
        where id = @id
        """,
        new { id, theme });

    public void SetDensity(long id, string density) => connection.Execute(
        """
        update accounts
        set density = @density
        where id = @id
        """,
        new { id, density });

    public void SetShortcuts(long id, bool hasShortcuts) => connection.Execute(
        """
        update accounts
        set has_shortcuts = @hasShortcuts
        where id = @id
        """,
        new { id, hasShortcuts });

    /// <summary>
    /// Gives an account the operator role or removes the role. Returns false if the account does not exist or is the
    /// last operator.
    /// </summary>
    public bool SetOperator(long id, bool isOperator) => connection.Execute(
        """
        update accounts
        set is_operator = @isOperator
        where id = @id
        and (@isOperator = 1 or exists (select 1 from accounts where is_operator = 1 and id <> @id))
        """,
        new { id, isOperator }) == 1;

    /// <summary>Whether this account is the only operator.</summary>
    public bool IsLastOperator(long id) => connection.ExecuteScalar<bool>(
        """
        select exists (select 1 from accounts where is_operator = 1 and id = @id)
          and not exists (select 1 from accounts where is_operator = 1 and id <> @id)
        """,
        new { id });

    /// <summary>
    /// Takes the database's write lock by an update that leaves the account unchanged. Until this transaction ends, no
    /// other connection can change the values that it reads.
    /// </summary>
    public void Lock(long id) => connection.Execute(
        """
        update accounts
        set is_operator = is_operator
        where id = @id
        """,
        new { id });

    /// <summary>Removes the account. Foreign keys delete its rows in other tables.</summary>
    public void Remove(long id) => connection.Execute(
        """
        delete from accounts
        where id = @id
        """,
        new { id });
}
