using System.Data.Common;
using Dapper;

namespace App.Blueprints.Backend.Metrics;

/// <summary>How much there was of something.</summary>
public sealed record MetricPoint
{
    public required string Name { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Value { get; init; }
}

/// <summary>The SQL of <c>site_samples</c>, and of what is counted for them.</summary>
public sealed class MetricStore(DbConnection connection)
{
    public void Add(DateTimeOffset at, string name, long value) => connection.Execute("""
        insert into site_samples (name, at, value)
        values (@name, @at, @value)
        on conflict (name, at) do update
        set value = excluded.value
        """, new { name, at, value });

    /// <summary>The most in each slot of so many milliseconds.</summary>
    public IReadOnlyList<MetricPoint> Since(DateTimeOffset from, long slot) => [.. connection.Query<MetricPoint>("""
        select name, at / @slot * @slot as at, max(value) as value
        from site_samples
        where at >= @from
        group by name, at / @slot
        order by name, at / @slot
        """, new { from, slot })];

    /// <summary>Leaves one in an hour of those before a time.</summary>
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

    /// <summary>In lists and archives, not in the trash.</summary>
    public long Links() => connection.ExecuteScalar<long>("""
        select coalesce(sum(active + archived), 0)
        from link_counts
        """);
}
