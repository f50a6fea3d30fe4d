using App.Blueprints.Accounts;
using App.Patterns.Flashing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Trash;

/// <summary>The trashed state of a link. DELETE restores the link.</summary>
[Authorize]
public sealed class TrashedModel(
    LinkStore links,
    LinkTrashStore trash,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnDelete(long id)
    {
        if (
            trash.Restore(User.AccountId(), id, clock.GetUtcNow()) is not { } lives
            || links.Find(User.AccountId(), lives) is not { } link
        )
            return NotFound();
        flashes.Add(lives == id ? texts["links.restored"] : texts["links.restored_into"]);
        return this.Changed(link);
    }
}
