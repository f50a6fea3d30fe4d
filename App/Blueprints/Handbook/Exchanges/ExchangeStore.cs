using System.Data.Common;
using Dapper;

namespace App.Blueprints.Handbook.Exchanges;

/// <summary>
/// Stores the last HTTP exchanges of each visitor with each demonstration (a live example in a handbook chapter).
/// </summary>
public sealed class ExchangeStore(DbConnection connection)
{
    public const int Newest = 6;

    /// <summary>
    /// Adds an exchange. Of this visitor's exchanges with this demonstration, keeps only the newest
    /// <see cref="Newest"/>.
    /// </summary>
    public void Add(string visitor, string slug, Exchange exchange, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        connection.Execute("""
            insert into exchanges (visitor, slug, request, response, kind, created_at)
            values (@visitor, @slug, @Request, @Response, lower(@Kind), @now)
            """, new { visitor, slug, exchange.Request, exchange.Response, Kind = exchange.Kind.ToString(), now });
        connection.Execute("""
            delete from exchanges
            where id in (
              select id
              from exchanges
              where visitor = @visitor and slug = @slug
              order by id desc
              limit 9223372036854775807 offset @Newest
            )
            """, new { visitor, slug, Newest });
    }

    /// <summary>Returns the exchanges of a visitor with a demonstration, newest first.</summary>
    public IReadOnlyList<Exchange> All(string visitor, string slug) => connection.Query<Exchange>("""
        select request, response, kind
        from exchanges
        where visitor = @visitor and slug = @slug
        order by id desc
        """, new { visitor, slug }).AsList();

    public void Remove(DateTimeOffset before) => connection.Execute("""
        delete from exchanges
        where created_at < @before
        """, new { before });
}
