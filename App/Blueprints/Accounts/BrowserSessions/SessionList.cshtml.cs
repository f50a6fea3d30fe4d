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
/// Lists the browser sessions of the signed-in user. DELETE ends all sessions except the current one.
/// </summary>
[Authorize]
public sealed class SessionListModel(
    SessionStore sessions, IFlashes flashes, TimeProvider clock, IStringLocalizer texts) : PageModel
{
    public SessionListing List => SessionListing.Of(sessions, HttpContext, clock.GetUtcNow());

    public void OnGet() { }

    public IActionResult OnDelete()
    {
        sessions.RemoveAll(User.AccountId(), except: User.SessionIdOrNull());
        flashes.Add(texts["accounts.session_list.ended_others"]);
        return Request.WantsFragment()
            ? this.Fragment("_Sessions", List)
            : this.SeeOther($"{HttpContext.PageRoot()}/account/sessions");
    }
}
