
namespace App.Blueprints.Backend.Metrics;

/// <summary>
/// Counts requests by status class and duration in a fixed set of counters, without locks. Durations are divided into
/// groups; the upper limit of each group is 1.26 times that of the previous one.
/// </summary>
public sealed class RequestMeter
{
    /// <summary>The ratio of the limits of two adjacent groups: the cube root of 2.</summary>
    public const double Ratio = 1.259921;

    const double Smallest = 100;
    const int PerDoubling = 3;
    const int Groups = 60;
    const int Classes = 6;

    readonly long[] counters = new long[Classes * Groups];

    public void Count(int status, TimeSpan elapsed) =>
        Interlocked.Increment(
            ref counters[(Math.Clamp(status / 100, 0, Classes - 1) * Groups) + GroupOf(elapsed.TotalMicroseconds)]
        );

    /// <summary>Returns the counts since the last call and resets them.</summary>
    public IReadOnlyList<RequestCount> Take()
    {
        List<RequestCount> taken = [];
        for (var i = 0; i < counters.Length; i++)
            if (Interlocked.Exchange(ref counters[i], 0) is > 0 and var requests)
                taken.Add(new() { Class = i / Groups, UpTo = LimitOf(i % Groups), Requests = requests });
        return taken;
    }

    /// <summary>Adds counts back to the counters after storing them has failed.</summary>
    public void Requeue(IEnumerable<RequestCount> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        foreach (var count in taken)
            Interlocked.Add(ref counters[(count.Class * Groups) + GroupOf(count.UpTo)], count.Requests);
    }

    static int GroupOf(double microseconds) =>
        microseconds <= Smallest
            ? 0
            : Math.Min(Groups - 1, (int)Math.Ceiling(PerDoubling * Math.Log2((microseconds - 0.5) / Smallest)));

    static long LimitOf(int group) => (long)Math.Round(Smallest * Math.Pow(2, (double)group / PerDoubling));
}

/// <summary>
/// The number of requests of one status class (2 for 200 to 299) in one duration group. <see cref="UpTo"/> is the upper
/// limit of the group in microseconds.
/// </summary>
public sealed record RequestCount
{
    public DateTimeOffset At { get; init; }
    public required long Class { get; init; }
    public required long UpTo { get; init; }
    public required long Requests { get; init; }
}
