using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Takes the fields of a form that was refused and shows the form again: at once to a member, after signing in to a
/// visitor. It needs no antiforgery token, because it changes nothing but the list of drafts, and a request of
/// another site has no session.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class UnsentModel(DraftKeeping drafts) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Request.HasFormContentType || CarriedForm.Unpack(Request.Form) is not { } form) return BadRequest();
        if (User.AccountIdOrNull() is { } account) return Redirect303(drafts.Keep(account, form));
        await UnsentViews.DrawSignIn(HttpContext, form);
        return new EmptyResult();
    }

    StatusCodeResult Redirect303(string url)
    {
        Response.Headers.Location = url;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
