using System.Globalization;
using System.Text;

namespace App.Blueprints.Backend.Metrics;

/// <summary>
/// Draws a plot as one SVG path for each series, in a view box of <see cref="Width"/> by <see cref="Height"/>.
/// </summary>
public static class PlotShapes
{
    public const int Width = 1000;
    public const int Height = 240;

    public static IReadOnlyList<(PlotSeries Series, string Path)> Of(Plot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        List<(PlotSeries, string)> shapes = [];
        var ground = new double[plot.Times.Count];
        foreach (var series in plot.Series)
        {
            shapes.Add((series, plot.Kind switch
            {
                PlotKind.Lines => Line(plot, series),
                PlotKind.Bars => Bars(plot, series, ground),
                _ => Area(plot, series, ground),
            }));
            for (var slot = 0; slot < ground.Length; slot++) ground[slot] += series.Values[slot] ?? 0;
        }
        return shapes;
    }

    static string Line(Plot plot, PlotSeries series)
    {
        var path = new StringBuilder();
        var top = plot.Top;
        for (var slot = 0; slot < plot.Times.Count; slot++)
        {
            if (series.Values[slot] is not { } value) continue;
            var isBegin = slot == 0 || series.Values[slot - 1] is null;
            // A point with no value in the adjacent slots is drawn as a line as wide as its slot.
            var isAlone = isBegin && (slot + 1 == plot.Times.Count || series.Values[slot + 1] is null);
            Add(path, isBegin ? 'M' : 'L', X(plot, slot) - (isAlone ? Edge(plot) : 0), Y(top, value));
            if (isAlone) path.Append(CultureInfo.InvariantCulture, $"h{2 * Edge(plot):0.#}");
        }
        return path.ToString();
    }

    static string Bars(Plot plot, PlotSeries series, double[] ground)
    {
        var path = new StringBuilder();
        var (top, room) = (plot.Top, (double)Width / plot.Times.Count);
        for (var slot = 0; slot < plot.Times.Count; slot++)
        {
            if (series.Values[slot] is not ({ } value and > 0)) continue;
            Add(path, 'M', (slot + .15) * room, Y(top, ground[slot]));
            path.Append(
                CultureInfo.InvariantCulture,
                $"V{Y(top, ground[slot] + value):0.#}h{room * .7:0.#}V{Y(top, ground[slot]):0.#}z"
            );
        }
        return path.ToString();
    }

    static string Area(Plot plot, PlotSeries series, double[] ground)
    {
        var path = new StringBuilder();
        var top = plot.Top;
        int[] known = [.. Enumerable.Range(0, plot.Times.Count).Where(slot => series.Values[slot] is not null)];
        if (known.Length == 0) return "";
        // A single value is drawn as wide as its slot.
        var edge = known.Length == 1 ? Edge(plot) : 0;
        foreach (var slot in known)
            Add(
                path,
                path.Length == 0 ? 'M' : 'L',
                X(plot, slot) - edge,
                Y(top, ground[slot] + series.Values[slot]!.Value)
            );
        if (edge > 0)
            path.Append(CultureInfo.InvariantCulture, $"h{2 * edge:0.#}");
        foreach (var slot in known.Reverse())
            Add(path, 'L', X(plot, slot) + edge, Y(top, ground[slot]));
        if (edge > 0)
            path.Append(CultureInfo.InvariantCulture, $"h{-2 * edge:0.#}");
        return path.Append('z').ToString();
    }

    static void Add(StringBuilder path, char command, double x, double y) =>
        path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.#} {y:0.#}");

    // Half the width of a slot.
    static double Edge(Plot plot) => (double)Width / plot.Times.Count / 2;

    static double X(Plot plot, int slot) => (slot + .5) * Width / plot.Times.Count;

    static double Y(double top, double value) => Height * (1 - value / top);
}
