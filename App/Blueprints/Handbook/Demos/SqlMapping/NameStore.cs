using System.Data.Common;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Handbook.Demos.SqlMapping;

/// <summary>The names of a visitor. An index makes them unique for each visitor.</summary>
public sealed class NameStore(DbConnection connection, DemonstrationStore items, TimeProvider time)
{
    public const string Slug = "sqlalchemy";
    const int Size = 5;

    /// <exception cref="DbException">The visitor has this name already.</exception>
    public void Add(string visitor, string name) => items.Add(visitor, Slug, name, time.GetUtcNow());

    public PageOf<NameRow> Page(string visitor, int number)
    {
        var total = connection.QuerySingle<long>("""
            select count(*)
            from demonstration_items
            where visitor = @visitor
              and slug = @Slug
            """, new { visitor, Slug });
        var rows = connection.Query<NameRow>("""
            select id, value ->> '$' as name, created_at
            from demonstration_items
            where visitor = @visitor
              and slug = @Slug
            order by id
            limit @Size
            offset @offset
            """, new { visitor, Slug, Size, offset = (number - 1L) * Size }).AsList();
        return new(rows, number, Size, total);
    }
}

public sealed record NameRow
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
