using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Stores the options of an unconfirmed import each time the user changes one. Responds with the updated plan.
/// </summary>
[Authorize]
public sealed class OptionsModel(ImportStore imports, PreviewStore previews) : PageModel
{
    [BindProperty]
    public ImportOptions Form { get; set; } = new();

    public IActionResult OnPut(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        // The requests for the last option and for the start button may arrive in either order. The start request
        // contains the options too.
        if (import.IsConfirmed)
            return Request.WantsFragment()
                ? new StatusCodeResult(StatusCodes.Status204NoContent)
                : this.SeeOther(HttpContext.PageRoot() + import.Path);
        if (!ModelState.IsValid)
            return this.Fragment("_ImportStart", null);
        imports.SetOptions(id, User.AccountId(), Form);
        if (!Request.WantsFragment()) return this.SeeOther(HttpContext.PageRoot() + import.Path);
        return previews.Find(id) is { } found
            ? this.Fragment("_ImportStart", ImportPlan.Of(found, previews.Folders(id), Form, previews.CountNotes(id)))
            : NotFound();
    }
}
