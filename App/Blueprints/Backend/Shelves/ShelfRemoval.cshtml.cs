using App.Blueprints.Backend.People;
using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms.Partials;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>
/// Deletes a shelf (a separate library of links) after the operator has typed its name again. An archive of the deleted
/// shelf remains.
/// </summary>
public sealed class ShelfRemovalModel(ShelfOperations keeper, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public RemovalForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(string shelf)
    {
        if (Form.Name.Length > 0 && Form.Name.Trim() != shelf)
            ModelState.AddModelError(nameof(Form.Name), texts["backend.shelves.other_name"]);
        if (!ModelState.IsValid)
            return this.Invalid("_ShelfRemoval", Request.WantsFragment() ? Form : null);
        if (await keeper.Delete(shelf) != ShelfProblem.None)
            return NotFound();
        flashes.Add(texts["backend.shelves.deleted", shelf]);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves");
    }
}
