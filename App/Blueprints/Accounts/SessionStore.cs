using System.Data.Common;
using Dapper;

namespace App.Blueprints.Accounts;

/// <summary>Who is behind a session, in one row.</summary>
public sealed record SignedIn
{
    public required long SessionId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required long AccountId { get; init; }
    public required string Name { get; init; }
    public required bool IsOperator { get; init; }
    public required string Language { get; init; }
    public required string Theme { get; init; }
    public required string Density { get; init; }
    public required bool HasShortcuts { get; init; }
}

public sealed class SessionStore(DbConnection connection)
{
    public void Add(long accountId, byte[] keyHash, DateTimeOffset createdAt, DateTimeOffset expiresAt) => connection.Execute(
        """
        insert into sessions (account_id, key_hash, created_at, expires_at)
        values (@accountId, @keyHash, @createdAt, @expiresAt)
        """,
        new { accountId, keyHash, createdAt, expiresAt });

    public SignedIn? Find(byte[] keyHash, DateTimeOffset now) => connection.QuerySingleOrDefault<SignedIn>(
        """
        select s.id as session_id, s.expires_at, a.id as account_id, a.name, a.is_operator, a.language, a.theme, a.density, a.has_shortcuts
        from sessions s
        join accounts a on a.id = s.account_id
        where s.key_hash = @keyHash
        and s.expires_at > @now
        """,
        new { keyHash, now });

    public void Extend(long id, DateTimeOffset expiresAt) => connection.Execute(
        """
        update sessions
        set expires_at = @expiresAt
        where id = @id
        """,
        new { id, expiresAt });

    public void Remove(long id) => connection.Execute(
        """
        delete from sessions
        where id = @id
        """,
        new { id });

    /// <summary>Ends the sessions of an account, all or all but one.</summary>
    public void RemoveAll(long accountId, long? except = null) => connection.Execute(
        """
        delete from sessions
        where account_id = @accountId
        and id is not @except
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
