using System.Data.Common;
using Dapper;

namespace App.Blueprints.Backend.Metrics;

/// <summary>Queries of the table <c>request_samples</c>.</summary>
public sealed class RequestMetricStore(DbConnection connection)
{
    /// <summary>Adds requests to the stored counts of this minute. Other processes add to the same counts.</summary>
    public void Add(DateTimeOffset now, IEnumerable<RequestCount> counts)
    {
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        foreach (var count in counts)
            connection.Execute("""
                insert into request_samples (at, class, upto, requests)
                values (@at, @class, @upTo, @requests)
                on conflict (at, class, upto) do update
                set requests = request_samples.requests + excluded.requests
                """, new { at, @class = count.Class, upTo = count.UpTo, requests = count.Requests });
    }

    /// <summary>
    /// Returns the request counts since a time, summed for each time slot. A slot lasts <paramref name="slot"/>
    /// milliseconds.
    /// </summary>
    public IReadOnlyList<RequestCount> Since(DateTimeOffset from, long slot) => [.. connection.Query<RequestCount>("""
        select at / @slot * @slot as at, class, upto as up_to, sum(requests) as requests
        from request_samples
        where at >= @from
        group by at / @slot, class, upto
        order by at / @slot, upto
        """, new { from, slot })];

    /// <summary>Replaces the counts per minute before a time by counts per hour.</summary>
    public void Fold(DateTimeOffset before)
    {
        connection.Execute("""
            insert into request_samples (at, class, upto, requests)
            select at / 3600000 * 3600000, class, upto, sum(requests)
            from request_samples
            where at < @before
              and at % 3600000 <> 0
            group by at / 3600000, class, upto
            on conflict (at, class, upto) do update
            set requests = request_samples.requests + excluded.requests
            """, new { before });
        connection.Execute("""
            delete from request_samples
            where at < @before
              and at % 3600000 <> 0
            """, new { before });
    }

    public void RemoveBefore(DateTimeOffset time) => connection.Execute("""
        delete from request_samples
        where at < @time
        """, new { time });
}
