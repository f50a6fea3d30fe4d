using System.Text.Json;
using App.Patterns.BackgroundTasks;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>A task of the visitor's own goes through the library's queue, few at a time.</summary>
public sealed class CeleryDemo(DemonstrationStore items, BrowserCookie browser, TaskRunStore runs) : Demonstration
{
    /// <summary>How many of a visitor may wait or run.</summary>
    public const int MostOpen = 2;

    /// <summary>
    /// How many of all visitors may wait or run, so that the worker keeps a place for the library's own tasks.
    /// </summary>
    public const int MostOpenOfAll = 3;

    /// <summary>How many runs of all visitors there may be in an hour.</summary>
    public const int Most = 300;

    const int Shown = 4;

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    public override string Slug => "celery";

    public override string Partial => "_Celery";

    public string RunsPartial => "_CeleryRuns";

    /// <summary>Why nothing was enqueued by this request.</summary>
    public string? Refusal { get; set; }

    /// <summary>This visitor's runs, the newest first.</summary>
    public IReadOnlyList<TaskRun> Runs => [.. Ids.Select(id => runs.Find(id)).OfType<TaskRun>().Take(Shown)];

    public bool Has(long id) => Ids.Contains(id);

    /// <summary>Null when one more may be enqueued.</summary>
    public string? WhyNot()
    {
        if (Runs.Count(run => run.IsOpen) >= MostOpen) return $"{MostOpen} of yours wait or run already.";
        var (all, open) = runs.CountUnowned(CountingTask.Name);
        return open >= MostOpenOfAll || all >= Most
            ? "Too many visitors try this just now. It is free again in a while."
            : null;
    }

    /// <summary>What a poll is answered.</summary>
    public static string AnswerOf(TaskRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return JsonSerializer.Serialize(run.Answer("An unexpected error.", "Cancelled."), json);
    }

    IEnumerable<long> Ids =>
        browser.Key is { } visitor ? items.All<long>(visitor, Slug).Select(item => item.Value) : [];
}
