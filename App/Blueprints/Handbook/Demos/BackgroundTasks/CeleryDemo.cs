using System.Text.Json;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>Lets a visitor enqueue a short task in the site's task queue. The number of tasks is limited.</summary>
public sealed class CeleryDemo(
    DemonstrationStore items, BrowserCookie browser, TaskRunStore runs, TaskListStore lists) : Demonstration
{
    /// <summary>Maximum number of waiting and running runs for each visitor.</summary>
    public const int MostOpen = 2;

    /// <summary>
    /// Maximum number of waiting and running runs for all visitors, so that the worker has capacity for other tasks.
    /// </summary>
    public const int MostOpenOfAll = 3;

    /// <summary>Maximum number of runs of all visitors in an hour.</summary>
    public const int Most = 300;

    const int Shown = 4;

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    public override string Slug => "celery";

    public override string Partial => "_Celery";

    public string RunsPartial => "_CeleryRuns";

    /// <summary>Why this request did not enqueue a run; null when nothing was refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>This visitor's runs, newest first.</summary>
    public IReadOnlyList<TaskRun> Runs => [.. Ids.Select(id => runs.Find(id)).OfType<TaskRun>().Take(Shown)];

    public bool Has(long id) => Ids.Contains(id);

    /// <summary>Why no run can be enqueued now; null when one can.</summary>
    public string? WhyNot()
    {
        if (Runs.Count(run => run.IsOpen) >= MostOpen) return $"{MostOpen} of yours wait or run already.";
        var (all, open) = lists.CountUnowned(CountingTask.Name);
        return open >= MostOpenOfAll || all >= Most
            ? "Too many visitors try this just now. It is free again in a while."
            : null;
    }

    /// <summary>Returns the JSON response to a request that polls the state of a run.</summary>
    public static string ResponseOf(TaskRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return JsonSerializer.Serialize(run.Answer("An unexpected error.", "Cancelled."), json);
    }

    IEnumerable<long> Ids =>
        browser.Key is { } visitor ? items.All<long>(visitor, Slug).Select(item => item.Value) : [];
}
