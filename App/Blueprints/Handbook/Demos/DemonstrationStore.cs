using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Handbook.Demos;

/// <summary>
/// Stores the temporary data of demonstrations (live examples in the handbook): a few small values for each visitor.
/// </summary>
public sealed class DemonstrationStore(DbConnection connection)
{
    public const int Newest = 20;

    /// <summary>
    /// Adds a value and returns its ID. Deletes the visitor's oldest values in the same demonstration, so that at most
    /// <see cref="Newest"/> remain.
    /// </summary>
    public long Add<T>(string visitor, string slug, T value, DateTimeOffset now)
    {
        var id = connection.QuerySingle<long>("""
            insert into demonstration_items (visitor, slug, value, created_at)
            values (@visitor, @slug, @value, @now)
            returning id
            """, new { visitor, slug, value = JsonSerializer.Serialize(value), now });
        connection.Execute("""
            delete from demonstration_items
            where id in (
              select id
              from demonstration_items
              where visitor = @visitor and slug = @slug
              order by id desc
              limit 9223372036854775807 offset @Newest
            )
            """, new { visitor, slug, Newest });
        return id;
    }

    /// <summary>Returns the values of a visitor and demonstration, newest first.</summary>
    public IReadOnlyList<DemonstrationItem<T>> All<T>(string visitor, string slug) =>
        [
            .. connection
                .Query<(long Id, string Value)>(
                    """
                    select id, value
                    from demonstration_items
                    where visitor = @visitor and slug = @slug
                    order by id desc
                    """,
                    new { visitor, slug }
                )
                .Select(row => new DemonstrationItem<T>(row.Id, JsonSerializer.Deserialize<T>(row.Value)!)),
        ];

    /// <summary>Replaces a value; false when the visitor has no value with this id.</summary>
    public bool Set<T>(string visitor, string slug, long id, T value) => connection.Execute("""
        update demonstration_items
        set value = @value
        where id = @id and visitor = @visitor and slug = @slug
        """, new { id, visitor, slug, value = JsonSerializer.Serialize(value) }) == 1;

    /// <summary>Deletes a value; false when the visitor has no value with this id.</summary>
    public bool Remove(string visitor, string slug, long id) => connection.Execute("""
        delete from demonstration_items
        where id = @id and visitor = @visitor and slug = @slug
        """, new { id, visitor, slug }) == 1;

    public void Clear(string visitor, string slug) => connection.Execute("""
        delete from demonstration_items
        where visitor = @visitor and slug = @slug
        """, new { visitor, slug });

    public void Remove(DateTimeOffset before) => connection.Execute("""
        delete from demonstration_items
        where created_at < @before
        """, new { before });
}

public sealed record DemonstrationItem<T>(long Id, T Value);
