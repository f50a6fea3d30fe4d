using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Receives the fields of a refused form and shows the form filled in: at once for a signed-in user, after sign-in for
/// a visitor. Needs no antiforgery token: browsers send no session cookie with cross-site requests, and the page writes
/// only drafts.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class UnsentModel(DraftSetup drafts) : PageModel
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
