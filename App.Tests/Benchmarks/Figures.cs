using System.Diagnostics;

namespace App.Tests.Benchmarks;

/// <summary>Many measurements of one thing, told by the middle one and by the one that 95 of 100 stay below.</summary>
sealed record Figures(string Unit, IReadOnlyList<double> Values)
{
    /// <summary>One of the measurements: the middle is at 0.5.</summary>
    public double At(double share) => Values.Order().ElementAt((int)Math.Ceiling(share * Values.Count) - 1);

    public static Figures One(string unit, double value) => new(unit, [value]);

    /// <summary>
    /// Times an action until there are enough measurements (at least 20, at most <paramref name="most"/>, for about six
    /// seconds).
    /// </summary>
    public static async Task<Figures> Of(Func<Task> action, int most = 300)
    {
        // As at rest: pages are compiled anew once they have been used for a while.
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
