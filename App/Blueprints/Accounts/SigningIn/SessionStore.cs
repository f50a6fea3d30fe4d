using System.Data.Common;
using Dapper;

namespace App.Blueprints.Accounts.SigningIn;

/// <summary>A session and its account, in one row.</summary>
public sealed record SignedIn
{
    public required long SessionId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
    public required long AccountId { get; init; }
    public required string Name { get; init; }
    public required bool IsOperator { get; init; }
    public required string Language { get; init; }
    public required string Theme { get; init; }
    public required string Density { get; init; }
    public required bool HasShortcuts { get; init; }
}

/// <summary>A row in the list of an account's active sessions.</summary>
public sealed record SessionRow
{
    public required long Id { get; init; }
    public required string Browser { get; init; }
    public required string System { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
}

public sealed class SessionStore(DbConnection connection)
{
    public void Add(
        long accountId, byte[] keyHash, DateTimeOffset createdAt, DateTimeOffset expiresAt, string browser,
        string system) => connection.Execute(
        """
        insert into sessions (account_id, key_hash, created_at, last_used_at, expires_at, browser, system)
        values (@accountId, @keyHash, @createdAt, @createdAt, @expiresAt, @browser, @system)
        """,
        new { accountId, keyHash, createdAt, expiresAt, browser, system });

    /// <summary>
    /// Finds a session and its account; null if the session has expired or began before <paramref name="oldest"/>.
    /// </summary>
    public SignedIn? Find(byte[] keyHash, DateTimeOffset now, DateTimeOffset oldest) =>
        connection.QuerySingleOrDefault<SignedIn>(
        """
        select s.id as session_id, s.created_at, s.last_used_at, a.id as account_id, a.name,
          a.is_operator, a.language, a.theme, a.density, a.has_shortcuts
        from sessions s
        join accounts a on a.id = s.account_id
        where s.key_hash = @keyHash
        and s.expires_at > @now
        and s.created_at > @oldest
        """,
        new { keyHash, now, oldest });

    /// <summary>The active sessions of an account, the most recently used first.</summary>
    public IReadOnlyList<SessionRow> Running(long accountId, DateTimeOffset now, DateTimeOffset oldest) =>
        connection.Query<SessionRow>(
        """
        select id, browser, system, created_at, last_used_at
        from sessions
        where account_id = @accountId
        and expires_at > @now
        and created_at > @oldest
        order by last_used_at desc, id desc
        """,
        new { accountId, now, oldest }).AsList();

    /// <summary>Records a use of a session: the time, the browser and the new expiry time.</summary>
    public void Touch(long id, DateTimeOffset now, DateTimeOffset expiresAt, string browser, string system) =>
        connection.Execute(
        """
        update sessions
        set last_used_at = @now, expires_at = @expiresAt, browser = @browser, system = @system
        where id = @id
        """,
        new { id, now, expiresAt, browser, system });

    /// <summary>Ends one session of an account. Returns false if the account has no such session.</summary>
    public bool RemoveOwn(long accountId, long id) => connection.Execute(
        """
        delete from sessions
        where id = @id
        and account_id = @accountId
        """,
        new { id, accountId }) == 1;

    public void Remove(long id) => connection.Execute(
        """
        delete from sessions
        where id = @id
        """,
        new { id });

    /// <summary>Ends all sessions of an account, or all except one.</summary>
    public void RemoveAll(long accountId, long? except = null) => connection.Execute(
        """
        delete from sessions
        where account_id = @accountId
        and id is distinct from @except
        """,
        new { accountId, except });

    public void RemoveExpired(long accountId, DateTimeOffset now) => connection.Execute(
        """
        delete from sessions
        where account_id = @accountId
        and expires_at <= @now
        """,
        new { accountId, now });
}
