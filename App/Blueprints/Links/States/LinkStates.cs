using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links.States;

/// <summary>A state of a link, such as starred, as a resource: PUT sets the state, DELETE clears it.</summary>
[Authorize]
public abstract class LinkStateModel(LinkStore links) : PageModel
{
    public IActionResult OnPut(long id) => Set(id, true);

    public IActionResult OnDelete(long id) => Set(id, false);

    protected abstract bool Write(long accountId, long id, bool value);

    protected virtual void Tell(Link link, bool value) { }

    IActionResult Set(long id, bool value)
    {
        if (!Write(User.AccountId(), id, value) || links.Find(User.AccountId(), id) is not { } link) return NotFound();
        Tell(link, value);
        return this.Changed(link);
    }
}
