
namespace App.Blueprints.Backend.Metrics;

/// <summary>
/// Counts requests by status and time in a fixed room of counters, without locks; <see cref="Take"/> empties it. Times
/// are kept to a quarter: the limit of each group is 1.26 times that of the one before.
/// </summary>
public sealed class RequestMeter
{
    /// <summary>Between the limits of two groups.</summary>
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

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyList<RequestCount> Take()
    {
        List<RequestCount> taken = [];
        for (var i = 0; i < counters.Length; i++)
            if (Interlocked.Exchange(ref counters[i], 0) is > 0 and var requests)
                taken.Add(new() { Class = i / Groups, UpTo = LimitOf(i % Groups), Requests = requests });
        return taken;
    }

    /// <summary>Puts back what could not be kept.</summary>
    public void PutBack(IEnumerable<RequestCount> taken)
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

/// <summary>Requests of one class of status (2 for 200 to 299) that took up to a time, in microseconds.</summary>
public sealed record RequestCount
{
    public DateTimeOffset At { get; init; }
    public required long Class { get; init; }
    public required long UpTo { get; init; }
    public required long Requests { get; init; }
}
