
namespace App.Blueprints.Backend.Metrics;

public enum PlotKind
{
    /// <summary>A line for each series, interrupted where a value is null.</summary>
    Lines,

    /// <summary>Stacked bars.</summary>
    Bars,

    /// <summary>Stacked areas.</summary>
    Areas,
}

/// <param name="Name">The label in the legend.</param>
/// <param name="Tone">The CSS class of the colour.</param>
/// <param name="Values">One value for each time slot; null when it is unknown.</param>
public sealed record PlotSeries(string Name, string Tone, IReadOnlyList<double?> Values)
{
    public double? Last => Values.LastOrDefault(value => value is not null);

    public double Sum => Values.Sum() ?? 0;
}

/// <summary>The data of a plot over time; <see cref="PlotShapes"/> draws it.</summary>
public sealed record Plot
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required PlotKind Kind { get; init; }

    /// <summary>The start of each time slot. Each series has one value for each slot.</summary>
    public required IReadOnlyList<DateTimeOffset> Times { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>Formats a value of the plot as text, for example as a size in bytes or a duration.</summary>
    public required Func<double, string> Text { get; init; }

    /// <summary>The format of the times below the plot.</summary>
    public required string TimeFormat { get; init; }

    public bool IsEmpty => Series.All(series => series.Values.All(value => value is null or 0));

    /// <summary>
    /// The value of a series in the legend: the sum for bars, the last value for lines and areas.
    /// </summary>
    public string Said(PlotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Kind == PlotKind.Bars ? Text(series.Sum) : series.Last is { } last ? Text(last) : "–";
    }

    /// <summary>The title and legend as one line, for screen readers.</summary>
    public string Summary => $"{Title}: {string.Join(", ", Series.Select(series => $"{series.Name} {Said(series)}"))}";

    /// <summary>The maximum of the scale: 1, 2, 5 or 10 times a power of ten.</summary>
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
