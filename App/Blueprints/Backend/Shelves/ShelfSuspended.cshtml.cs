using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>Suspends a shelf (a separate library of links) with PUT, or reactivates it with DELETE.</summary>
public sealed class ShelfSuspendedModel(ShelfOperations keeper, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnPut(string shelf) =>
        FlashAndRedirect(shelf, keeper.Suspend(shelf), texts["backend.shelves.suspended", shelf]);

    public IActionResult OnDelete(string shelf) =>
        FlashAndRedirect(shelf, keeper.Resume(shelf), texts["backend.shelves.resumed", shelf]);

    IActionResult FlashAndRedirect(string shelf, ShelfProblem problem, string text)
    {
        if (problem != ShelfProblem.None) return NotFound();
        flashes.Add(text);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves/{shelf}");
    }
}
