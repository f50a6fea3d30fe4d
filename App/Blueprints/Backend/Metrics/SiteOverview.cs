using System.Globalization;
using App.Blueprints.Backend.Databases;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Metrics;

/// <summary>
/// A period that the overview page can show, and the length of the time slots into which its plots are divided.
/// </summary>
public sealed record OverviewPeriod(string Name, TimeSpan Length, TimeSpan Slot, string TimeFormat)
{
    public static IReadOnlyList<OverviewPeriod> All { get; } =
    [
        new("day", TimeSpan.FromDays(1), TimeSpan.FromMinutes(30), "t"),
        new("week", TimeSpan.FromDays(7), TimeSpan.FromHours(3), "M"),
        new("month", TimeSpan.FromDays(30), TimeSpan.FromHours(12), "M"),
    ];

    /// <summary>Finds a period by name; the first one for any other name.</summary>
    public static OverviewPeriod Of(string? name) => All.FirstOrDefault(period => period.Name == name) ?? All[0];
}

/// <summary>
/// Computes the figures and plots of the backend's overview page, from recorded metrics and current values.
/// </summary>
public sealed class SiteOverview(
    OnDemandConnection connection,
    SiteFiles files,
    TaskAdministrationStore tasks,
    TimeProvider time,
    IStringLocalizer texts
)
{
    IReadOnlyList<DateTimeOffset> times = [];
    Dictionary<string, double?[]> samples = [];
    List<RequestTimes> requests = [];

    public IReadOnlyList<(string Name, string Value)> Figures { get; private set; } = [];

    public IReadOnlyList<Plot> Plots { get; private set; } = [];

    public void Read(OverviewPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var now = time.GetUtcNow();
        var slot = (long)period.Slot.TotalMilliseconds;
        var end = now.ToUnixTimeMilliseconds() / slot;
        var slots = (int)(period.Length / period.Slot);
        times =
        [
            .. Enumerable
                .Range(0, slots)
                .Select(i => DateTimeOffset.FromUnixTimeMilliseconds((end - slots + 1 + i) * slot)),
        ];
        var gauges = SiteGauges.Now(connection, files);
        samples = Samples(slot, gauges);
        var counted = new RequestMetricStore(connection).Since(times[0], slot).ToLookup(count => count.At);
        requests = [.. times.Select(at => new RequestTimes(counted[at]))];
        Figures =
        [
            .. Now(
                gauges.ToDictionary(gauge => gauge.Name, gauge => gauge.Value),
                new RequestTimes(counted.SelectMany(all => all))
            ),
        ];
        Plots = [.. Draw(tasks.Ended(times[0], slot), period.TimeFormat)];
    }

    // Returns the values of each metric, one for each time slot. A slot without a recorded value repeats the previous
    // one. The last slot has the current value.
    Dictionary<string, double?[]> Samples(long slot, IReadOnlyList<(string Name, long Value)> gauges)
    {
        var noted = new MetricStore(connection).Since(times[0], slot).ToLookup(sample => sample.Name);
        return gauges.ToDictionary(gauge => gauge.Name, gauge =>
        {
            var values = new double?[times.Count];
            foreach (var sample in noted[gauge.Name])
                if ((sample.At - times[0]).TotalMilliseconds / slot is >= 0 and var at && at < values.Length)
                    values[(int)at] = sample.Value;
            values[^1] = gauge.Value;
            for (var i = 1; i < values.Length; i++) values[i] ??= values[i - 1];
            return values;
        });
    }

    IEnumerable<(string, string)> Now(Dictionary<string, long> gauges, RequestTimes asked)
    {
        yield return (texts["backend.figure.links"], $"{gauges[SiteGauges.Links]:N0}");
        yield return (texts["backend.figure.accounts"], $"{gauges[SiteGauges.Accounts]:N0}");
        yield return (
            texts["backend.figure.open_tasks"],
            $"{gauges[SiteGauges.Waiting] + gauges[SiteGauges.Running]:N0}"
        );
        yield return (texts["backend.figure.storage"], Bytes(Stored.Sum(one => gauges[one.Name])));
        yield return (texts["backend.figure.pages"], $"{asked.Requests:N0}");
        yield return (texts["backend.figure.median"], asked.Quantile(.5) is { } median ? Time(median) : "–");
        yield return (texts["backend.figure.p95"], asked.Quantile(.95) is { } p95 ? Time(p95) : "–");
        yield return (texts["backend.figure.errors"], $"{asked.Errors:N0}");
    }

    IEnumerable<Plot> Draw(IReadOnlyList<TaskEndCount> endings, string format)
    {
        yield return Over("times", texts["backend.plot.times"], PlotKind.Lines, format, Time,
            new(texts["backend.series.median"], "accent", [.. requests.Select(slot => slot.Quantile(.5))]),
            new(texts["backend.series.p95"], "warning", [.. requests.Select(slot => slot.Quantile(.95))]));
        yield return Over("errors", texts["backend.plot.errors"], PlotKind.Bars, format, Count,
            new(texts["backend.series.errors"], "danger", [.. requests.Select(slot => (double?)slot.Errors)]),
            new(texts["backend.series.refused"], "muted", [.. requests.Select(slot => (double?)slot.Refused)]));
        yield return Over("tasks", texts["backend.plot.tasks"], PlotKind.Bars, format, Count,
            Ended(endings, TaskState.Succeeded, texts["tasks.state.succeeded"], "accent"),
            Ended(endings, TaskState.Failed, texts["tasks.state.failed"], "danger"),
            Ended(endings, TaskState.Cancelled, texts["tasks.state.cancelled"], "muted"));
        yield return Over("open", texts["backend.plot.open"], PlotKind.Lines, format, Count,
            new(texts["tasks.state.waiting"], "muted", samples[SiteGauges.Waiting]),
            new(texts["tasks.state.running"], "info", samples[SiteGauges.Running]));
        yield return Over("links", texts["backend.plot.links"], PlotKind.Areas, format, Count,
            new PlotSeries(texts["backend.figure.links"], "accent", samples[SiteGauges.Links]));
        yield return Over("storage", texts["backend.plot.storage"], PlotKind.Areas, format, Bytes,
            [.. Stored.Select(one => new PlotSeries(one.Text, one.Tone, samples[one.Name]))]);
    }

    IEnumerable<(string Name, string Text, string Tone)> Stored =>
    [
        (SiteGauges.Library, texts["backend.series.library"], "accent"),
        (SiteGauges.Queue, texts["backend.series.queue"], "info"),
        (SiteGauges.Uploads, texts["backend.series.uploads"], "warning"),
        (SiteGauges.Others, texts["backend.series.others"], "muted"),
    ];

    Plot Over(
        string id,
        string title,
        PlotKind kind,
        string format,
        Func<double, string> text,
        params IReadOnlyList<PlotSeries> series
    ) =>
        new()
        {
            Id = id,
            Title = title,
            Kind = kind,
            Times = times,
            Series = series,
            Text = text,
            TimeFormat = format,
        };

    PlotSeries Ended(IReadOnlyList<TaskEndCount> endings, TaskState state, string name, string tone)
    {
        var runs = endings
            .Where(ending => ending.State == state)
            .ToDictionary(ending => ending.At, ending => (double?)ending.Runs);
        return new(name, tone, [.. times.Select(at => runs.GetValueOrDefault(at, 0))]);
    }

    static string Count(double value) => value.ToString(value % 1 == 0 ? "N0" : "N1", CultureInfo.CurrentCulture);

    string Time(double microseconds) => NumberFormat.Time(texts, microseconds);

    string Bytes(double bytes) => NumberFormat.Bytes(texts, bytes);
}
