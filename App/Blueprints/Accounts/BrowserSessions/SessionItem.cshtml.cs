using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.BrowserSessions;

/// <summary>
/// One browser session of the signed-in user. DELETE ends the session. Ending the current session signs the user out.
/// </summary>
[Authorize]
public sealed class SessionItemModel(
    SessionStore store, Sessions sessions, IFlashes flashes, TimeProvider clock, IStringLocalizer texts) : PageModel
{
    public async Task<IActionResult> OnDeleteAsync(long id)
    {
        if (id == User.SessionIdOrNull())
        {
            await sessions.End(HttpContext, everywhere: false);
            flashes.AddForBrowser(texts["accounts.signed_out"]);
            return this.Enter(null);
        }
        if (!store.RemoveOwn(User.AccountId(), id)) return NotFound();
        flashes.Add(texts["accounts.session_list.ended"]);
        return Request.WantsFragment()
            ? this.Fragment("_Sessions", SessionListing.Of(store, HttpContext, clock.GetUtcNow()))
            : this.SeeOther($"{HttpContext.PageRoot()}/account/sessions");
    }
}
