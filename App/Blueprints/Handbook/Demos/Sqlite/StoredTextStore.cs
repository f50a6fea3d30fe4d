using System.Data.Common;
using Dapper;

namespace App.Blueprints.Handbook.Demos.Sqlite;

/// <summary>Inserts a text, reads it back and deletes it.</summary>
public sealed class StoredTextStore(DbConnection connection)
{
    public string Version() => connection.QuerySingle<string>("""
        select sqlite_version()
        """);

    public StoredText WriteAndRead(string visitor, string slug, string text, DateTimeOffset now)
    {
        var id = connection.QuerySingle<long>("""
            insert into demonstration_items (visitor, slug, value, created_at)
            values (@visitor, @slug, @text, @now)
            returning id
            """, new { visitor, slug, text, now });
        var stored = connection.QuerySingle<StoredText>("""
            select id,
              value as text,
              typeof(value) as type,
              length(value) as characters,
              octet_length(value) as bytes,
              hex(substr(cast(value as blob), 1, 16)) as first_bytes
            from demonstration_items
            where id = @id
            """, new { id });
        connection.Execute("""
            delete from demonstration_items
            where id = @id
            """, new { id });
        return stored;
    }
}

/// <summary>A row with its text, and the type and lengths of the text as SQLite reports them.</summary>
public sealed record StoredText
{
    public required long Id { get; init; }

    public required string Text { get; init; }

    public required string Type { get; init; }

    /// <summary>The length in characters; SQLite stops counting at the first NUL.</summary>
    public required long Characters { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The first bytes in hexadecimal.</summary>
    public required string FirstBytes { get; init; }
}
