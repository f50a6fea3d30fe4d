using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Previews;

/// <summary>Handles PUT: makes the preview of an unconfirmed import again.</summary>
[Authorize]
public sealed class RefreshModel(ImportStore imports, ImportStates states, PreviewQueue queue) : PageModel
{
    public IActionResult OnPut(long id)
    {
        if (!imports.Lock(id, User.AccountId()) || imports.Find(id, User.AccountId()) is not { } import)
            return NotFound();
        queue.Refresh(import, states.RunOf(import));
        return this.SeeOther(HttpContext.PageRoot() + import.ProgressPath);
    }
}
