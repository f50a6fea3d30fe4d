
namespace App.Blueprints.Backend.Metrics;

/// <summary>The totals of the requests in one time slot, and quantiles of their durations.</summary>
public sealed class RequestTimes(IEnumerable<RequestCount> counts)
{
    readonly List<RequestCount> counts = [.. counts.OrderBy(count => count.UpTo)];

    public long Requests => counts.Sum(count => count.Requests);

    public long Refused => counts.Where(count => count.Class == 4).Sum(count => count.Requests);

    public long Errors => counts.Where(count => count.Class >= 5).Sum(count => count.Requests);

    /// <summary>
    /// Returns a quantile of the durations in microseconds; null without requests. For p95, <paramref name="part"/> is
    /// 0.95.
    /// </summary>
    public double? Quantile(double part)
    {
        var wanted = part * Requests;
        if (wanted <= 0) return null;
        long before = 0;
        foreach (var count in counts)
        {
            if (before + count.Requests >= wanted)
                return count.UpTo
                    / RequestMeter.Ratio
                    * Math.Pow(RequestMeter.Ratio, (wanted - before) / count.Requests);
            before += count.Requests;
        }
        return null;
    }
}
