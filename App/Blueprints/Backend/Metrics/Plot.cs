
namespace App.Blueprints.Backend.Metrics;

public enum PlotKind
{
    /// <summary>A line for each series, broken where there is no value.</summary>
    Lines,

    /// <summary>Bars that stand on each other.</summary>
    Bars,

    /// <summary>Areas that lie on each other.</summary>
    Areas,
}

/// <param name="Name">What the legend says.</param>
/// <param name="Tone">The colour, by the name of its class.</param>
/// <param name="Values">One for each slot; null where there is none.</param>
public sealed record PlotSeries(string Name, string Tone, IReadOnlyList<double?> Values)
{
    public double? Last => Values.LastOrDefault(value => value is not null);

    public double Sum => Values.Sum() ?? 0;
}

/// <summary>A plot over time, in numbers; <see cref="PlotShapes"/> draws it.</summary>
public sealed record Plot
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required PlotKind Kind { get; init; }

    /// <summary>The beginnings of the slots.</summary>
    public required IReadOnlyList<DateTimeOffset> Times { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>How a value is written.</summary>
    public required Func<double, string> Text { get; init; }

    /// <summary>How a time is written below the plot.</summary>
    public required string TimeFormat { get; init; }

    public bool IsEmpty => Series.All(series => series.Values.All(value => value is null or 0));

    /// <summary>
    /// What the legend says of a series: what came together in the whole time, or how it stands at its end.
    /// </summary>
    public string Said(PlotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Kind == PlotKind.Bars ? Text(series.Sum) : series.Last is { } last ? Text(last) : "–";
    }

    /// <summary>The legend as one line, for those who hear it.</summary>
    public string Summary => $"{Title}: {string.Join(", ", Series.Select(series => $"{series.Name} {Said(series)}"))}";

    /// <summary>The upper end of the scale: 1, 2 or 5 with zeros behind.</summary>
    public double Top
    {
        get
        {
            var most = Enumerable
                .Range(0, Times.Count)
                .Max(slot =>
                    Kind == PlotKind.Lines
                        ? Series.Max(series => series.Values[slot] ?? 0)
                        : Series.Sum(series => series.Values[slot] ?? 0)
                );
            if (most <= 0)
                return 1;
            var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
            return unit * ((most / unit) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        }
    }
}
