using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend;

/// <summary>Statistics of this process's caches. DELETE empties one cache.</summary>
public sealed class CachesModel(SiteReports reports, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IReadOnlyList<CacheReport> Caches { get; private set; } = [];

    public void OnGet() => Caches = [.. reports.Caches()];

    public async Task<IActionResult> OnDeleteAsync(string? name)
    {
        if (reports.Caches().FirstOrDefault(cache => cache.Name == name)?.Clear is not { } clear) return NotFound();
        await clear();
        flashes.Add(texts["backend.caches.cleared", name!]);
        return this.SeeOther($"{HttpContext.PageRoot()}/caches");
    }
}
