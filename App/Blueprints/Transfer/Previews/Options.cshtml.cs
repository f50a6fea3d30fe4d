using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// What is chosen for an import that waits: kept while a person still ticks, and answered by what it comes to.
/// </summary>
[Authorize]
public sealed class OptionsModel(ImportStore imports, PreviewStore previews, ImportQueue queue) : PageModel
{
    [BindProperty]
    public ImportOptionsForm Form { get; set; } = new();

    public IActionResult OnPut(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        // The last choice and the button that begins the import may arrive in either order; the button brought the
        // choice too.
        if (import.IsConfirmed)
            return Request.WantsFragment()
                ? new StatusCodeResult(StatusCodes.Status204NoContent)
                : this.SeeOther($"{HttpContext.PageRoot()}/import/{id}");
        if (!ModelState.IsValid)
            return this.Fragment("_ImportStart", null);
        queue.Choose(import, Form);
        if (!Request.WantsFragment()) return this.SeeOther($"{HttpContext.PageRoot()}/import/{id}");
        return previews.Find(id) is { } found
            ? this.Fragment("_ImportStart", ImportPlan.Of(found, previews.Folders(id), Form, previews.CountNotes(id)))
            : NotFound();
    }
}
