using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

public sealed class CeleryModel(
    CeleryDemo demo,
    IBackgroundTasks tasks,
    TaskRunStore runs,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    public CeleryDemo Demo => demo;

    /// <summary>Enqueues one run, unless too many are under way.</summary>
    public IActionResult OnPost(CountingEnding ending)
    {
        // Clearing writes, so from here on nobody else enqueues between the count and the run.
        runs.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age);
        demo.Refusal = demo.WhyNot();
        if (demo.Refusal is not null)
            return this.PageOrPartial("_Celery", demo, StatusCodes.Status429TooManyRequests);
        var id = tasks.Enqueue<CountingTask, CountingArguments>(
            new(Enum.IsDefined(ending) ? ending : CountingEnding.Succeed),
            accountId: null
        );
        items.Add(browser.Remember(), demo.Slug, id, time.GetUtcNow());
        return Done();
    }

    /// <summary>Runs it again, with the same bounds.</summary>
    public IActionResult OnPut(long id)
    {
        if (!demo.Has(id)) return NotFound();
        runs.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age);
        demo.Refusal = demo.WhyNot();
        if (demo.Refusal is not null) return this.PageOrPartial("_Celery", demo, StatusCodes.Status429TooManyRequests);
        tasks.Retry(id, accountId: null);
        return Done();
    }

    /// <summary>Cancels it. The row stays and tells so.</summary>
    public IActionResult OnDelete(long id)
    {
        if (!demo.Has(id)) return NotFound();
        tasks.Cancel(id, accountId: null);
        return Done();
    }
}
