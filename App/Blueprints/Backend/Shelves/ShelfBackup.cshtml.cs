using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>Backs up a shelf (a separate library of links) into an archive while the shelf is in use.</summary>
public sealed class ShelfBackupModel(ShelfOperations keeper, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnPost(string shelf)
    {
        if (keeper.BackUp(shelf) is not (ShelfProblem.None, { } archive)) return NotFound();
        flashes.Add(texts["backend.shelves.backed_up", shelf, archive]);
        return this.SeeOther($"{HttpContext.PageRoot()}/archives?q={Uri.EscapeDataString(shelf)}");
    }
}
