using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

public sealed class CeleryModel(
    CeleryDemo demo,
    IBackgroundTasks tasks,
    TaskListStore lists,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    public CeleryDemo Demo => demo;

    /// <summary>Enqueues a run, unless too many are waiting or running.</summary>
    public IActionResult OnPost(CountingEnding ending)
    {
        // This first write takes SQLite's write lock, so no other request enqueues between the count and the insert.
        lists.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age);
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

    /// <summary>Retries a run, unless too many runs are waiting or running.</summary>
    public IActionResult OnPut(long id)
    {
        if (!demo.Has(id)) return NotFound();
        lists.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age);
        demo.Refusal = demo.WhyNot();
        if (demo.Refusal is not null) return this.PageOrPartial("_Celery", demo, StatusCodes.Status429TooManyRequests);
        tasks.Retry(id, accountId: null);
        return Done();
    }

    /// <summary>Cancels a run. Its row remains, with the state Cancelled.</summary>
    public IActionResult OnDelete(long id)
    {
        if (!demo.Has(id)) return NotFound();
        tasks.Cancel(id, accountId: null);
        return Done();
    }
}
