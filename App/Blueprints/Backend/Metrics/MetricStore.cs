using System.Data.Common;
using Dapper;

namespace App.Blueprints.Backend.Metrics;

/// <summary>The value of one metric at one time.</summary>
public sealed record MetricPoint
{
    public required string Name { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Value { get; init; }
}

/// <summary>
/// Reads and writes recorded metrics (table <c>site_samples</c>). Also counts accounts and links, which are two of the
/// metrics.
/// </summary>
public sealed class MetricStore(DbConnection connection)
{
    public void Add(DateTimeOffset at, string name, long value) => connection.Execute("""
        insert into site_samples (name, at, value)
        values (@name, @at, @value)
        on conflict (name, at) do update
        set value = excluded.value
        """, new { name, at, value });

    /// <summary>
    /// Returns the maximum of each metric in each time slot. A slot lasts <paramref name="slot"/> milliseconds.
    /// </summary>
    public IReadOnlyList<MetricPoint> Since(DateTimeOffset from, long slot) => [.. connection.Query<MetricPoint>("""
        select name, at / @slot * @slot as at, max(value) as value
        from site_samples
        where at >= @from
        group by name, at / @slot
        order by name, at / @slot
        """, new { from, slot })];

    /// <summary>Deletes the points before a time, except those at full hours.</summary>
    public void Thin(DateTimeOffset before) => connection.Execute("""
        delete from site_samples
        where at < @before
          and at % 3600000 <> 0
        """, new { before });

    public void RemoveBefore(DateTimeOffset time) => connection.Execute("""
        delete from site_samples
        where at < @time
        """, new { time });

    public long Accounts() => connection.ExecuteScalar<long>("""
        select count(*)
        from accounts
        """);

    /// <summary>The number of active and archived links; links in the trash are not counted.</summary>
    public long Links() => connection.ExecuteScalar<long>("""
        select coalesce(sum(active + archived), 0)
        from link_counts
        """);
}
