using App.Patterns.Flashing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.SigningIn;

[Audience(signedIn: true)]
public sealed class SignOutModel(Sessions sessions, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public bool Everywhere { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.End(HttpContext, Everywhere);
        flashes.AddForBrowser(texts["accounts.signed_out"]);
        return this.Enter(null);
    }
}
