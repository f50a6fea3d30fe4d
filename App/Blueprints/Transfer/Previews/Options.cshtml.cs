using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Stores the options of an unconfirmed import each time the user changes one. Responds with the updated numbers of
/// links that the import would add and change.
/// </summary>
[Authorize]
public sealed class OptionsModel(ImportStore imports, PreviewStore previews) : PageModel
{
    [BindProperty]
    public ImportOptions Form { get; set; } = new();

    public IActionResult OnPut(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        // The start request can arrive before the request that stores the last changed option. Nothing is lost, because
        // the start request also contains all options.
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
