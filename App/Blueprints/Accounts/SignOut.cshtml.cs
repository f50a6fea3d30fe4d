using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Accounts;

[Audience(signedIn: true)]
public sealed class SignOutModel(Sessions sessions) : PageModel
{
    [BindProperty]
    public bool Everywhere { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.End(HttpContext, Everywhere);
        return this.Enter(null);
    }
}
