using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

public sealed class ShelfNameInput
{
    [DataRequired, ShelfName]
    public string Name { get; set; } = "";
}

/// <summary>
/// Renames a shelf (a separate library of links). The shelf is no longer reachable under its old name.
/// </summary>
public sealed class ShelfRenameModel(ShelfOperations keeper, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public ShelfNameInput Form { get; set; } = new();

    public async Task<IActionResult> OnPutAsync(string shelf)
    {
        if (ModelState.IsValid && await keeper.Rename(shelf, Form.Name) is var problem and not ShelfProblem.None)
        {
            if (problem == ShelfProblem.NoShelf) return NotFound();
            ModelState.AddModelError(nameof(Form.Name), ShelfTexts.Of(problem, texts));
        }
        if (!ModelState.IsValid) return this.Invalid("_ShelfName", Request.WantsFragment() ? Form : null);
        flashes.Add(texts["backend.shelves.renamed", shelf, Form.Name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves/{Form.Name}");
    }
}
