using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// Restores all links in the trash as one bulk change. If a page was saved again after its link was deleted, the
/// deleted link stays in the trash.
/// </summary>
[Authorize]
public sealed class UntrashModel(
    ChangeStarter changes,
    PendingLinkStore targets,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnPut()
    {
        var change = changes.Edit(User.AccountId(), texts["links.trash.title"], new() { IsTrashed = false }, id =>
            targets.AddTrashed(User.AccountId(), id)
        );
        return this.Changed(change, flashes, texts, $"{HttpContext.PageRoot()}/links/trash");
    }
}
