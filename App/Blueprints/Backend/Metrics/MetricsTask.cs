using App.Blueprints.Backend.Databases;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;

namespace App.Blueprints.Backend.Metrics;

/// <summary>
/// Records the metrics of the overview. Reduces metrics older than 7 days, and request counts older than 2 days, to one
/// value an hour. Deletes both after 60 days.
/// </summary>
public sealed class MetricsTask(OnDemandConnection connection, SiteFiles files, TimeProvider time) : IScheduledTask
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    static readonly TimeSpan minutesKept = TimeSpan.FromDays(2);
    static readonly TimeSpan quartersKept = TimeSpan.FromDays(7);
    static readonly TimeSpan kept = TimeSpan.FromDays(60);

    public void Run()
    {
        var now = time.GetUtcNow();
        var at = now.AddTicks(-(now.Ticks % Interval.Ticks));
        var values = SiteGauges.Now(connection, files);
        var (samples, requests) = (new MetricStore(connection), new RequestMetricStore(connection));
        connection.Transact(() =>
        {
            foreach (var (name, value) in values) samples.Add(at, name, value);
        });
        connection.Transact(() =>
        {
            samples.Thin(now - quartersKept);
            samples.RemoveBefore(now - kept);
            requests.Fold(Hour(now - minutesKept));
            requests.RemoveBefore(now - kept);
        });
    }

    // Rounds down to a full hour, so that only complete hours are aggregated.
    static DateTimeOffset Hour(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour));
}

/// <summary>The names of the metrics and their current values.</summary>
static class SiteGauges
{
    public const string Accounts = "accounts";
    public const string Links = "links";
    public const string Waiting = "tasks waiting";
    public const string Running = "tasks running";
    public const string Library = "bytes of the library";
    public const string Queue = "bytes of the queue";
    public const string Uploads = "bytes of uploads";
    public const string Others = "bytes of others";

    public static IReadOnlyList<(string Name, long Value)> Now(OnDemandConnection connection, SiteFiles files)
    {
        var samples = new MetricStore(connection);
        var states = new TaskAdministrationStore(connection).States();
        var sizes = files.Sizes();
        return
        [
            (Accounts, samples.Accounts()),
            (Links, samples.Links()),
            (Waiting, states.GetValueOrDefault(TaskState.Waiting)),
            (Running, states.GetValueOrDefault(TaskState.Running)),
            (Library, sizes.Library),
            (Queue, sizes.Queue),
            (Uploads, sizes.Uploads),
            (Others, sizes.Others),
        ];
    }
}
