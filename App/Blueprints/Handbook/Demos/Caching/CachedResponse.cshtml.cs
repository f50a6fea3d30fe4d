using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>
/// A cached response. The full page and the fragment for htmx have separate cache entries. An entry expires when its
/// data changes or after a minute.
/// </summary>
[Cached<CachedResponseState>(Seconds = CachingDemo.Seconds)]
public sealed class CachedResponseModel(CachedResponseState state, TimeProvider time) : PageModel
{
    /// <summary>How many responses were rendered for all visitors since startup.</summary>
    public int Number { get; private set; }

    public int Version => state.Version;

    public DateTimeOffset MadeAt { get; private set; }

    public IActionResult OnGet()
    {
        (Number, MadeAt) = (state.Make(), time.GetUtcNow());
        return this.PageOrPartial("_CachedResponse");
    }
}
