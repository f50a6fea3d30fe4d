using System.Diagnostics;

namespace App.Tests.Benchmarks;

/// <summary>Repeated measurements of one action; shown as median and p95.</summary>
sealed record Figures(string Unit, IReadOnlyList<double> Values)
{
    /// <summary>Returns a quantile of the measurements: 0.5 is the median, 0.95 is the p95.</summary>
    public double At(double share) => Values.Order().ElementAt((int)Math.Ceiling(share * Values.Count) - 1);

    public static Figures One(string unit, double value) => new(unit, [value]);

    /// <summary>
    /// Measures an action repeatedly for about six seconds, at least 20 times and at most <paramref name="most"/>
    /// times.
    /// </summary>
    public static async Task<Figures> Of(Func<Task> action, int most = 300)
    {
        // Warms up for two seconds, because the runtime recompiles frequently used code with more optimization.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 2;) await action();
        List<double> times = [];
        for (
            var whole = Stopwatch.StartNew();
            times.Count < most && (times.Count < 20 || whole.Elapsed.TotalSeconds < 6);

        )
            times.Add((await Once(action)).TotalMilliseconds);
        return new("ms", times);
    }

    public static async Task<TimeSpan> Once(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started);
    }
}
