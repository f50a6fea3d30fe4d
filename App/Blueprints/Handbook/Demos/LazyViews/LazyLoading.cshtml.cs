using App.Patterns.Ajax;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.LazyViews;

public sealed class LazyLoadingModel(
    LazyLoadingDemo demo,
    VisitorsLateViews visitors,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    public LazyLoadingDemo Demo => demo;

    /// <summary>
    /// Sends a request to the small application that was built for this visitor, and stores the response.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? path)
    {
        var visitor = browser.Remember();
        if (LazyLoadingDemo.Addresses.All(address => address.Path != path)) return NotFound();
        items.Add(visitor, demo.Slug, await visitors.Of(visitor).Send(path!), time.GetUtcNow());
        return Done();
    }

    /// <summary>
    /// Verifies that every view of the application that was built for this visitor exists. Side effect: loads those
    /// that exist.
    /// </summary>
    public async Task<IActionResult> OnPutAsync()
    {
        demo.Wrong = await visitors.Of(browser.Remember()).States.Verify();
        return this.PageOrPartial("_LazyLoading", demo);
    }

    /// <summary>
    /// Discards the application that was built for this visitor. The next request builds a new one without loaded
    /// views.
    /// </summary>
    public IActionResult OnDelete()
    {
        var visitor = browser.Remember();
        visitors.Drop(visitor);
        items.Clear(visitor, demo.Slug);
        return Done();
    }
}
