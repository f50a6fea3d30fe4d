using App.Patterns.Ajax;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>Kept whole, page and fragment each, until what it shows changes or a minute is over.</summary>
[Cached<KeptAnswer>(Seconds = CachingDemo.Seconds)]
public sealed class CachingAnswerModel(KeptAnswer answer, TimeProvider time) : PageModel
{
    /// <summary>How many were made for anybody since the application started.</summary>
    public int Number { get; private set; }

    public int Version => answer.Version;

    public DateTimeOffset MadeAt { get; private set; }

    public IActionResult OnGet()
    {
        (Number, MadeAt) = (answer.Make(), time.GetUtcNow());
        return this.PageOrPartial("_CachingAnswer");
    }
}
