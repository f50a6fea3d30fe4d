using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Shows the values of a draft (an unsent form) as text to copy. Used when the form no longer exists.
/// </summary>
[Authorize]
public sealed class DraftModel(DraftSetup drafts) : PageModel
{
    public CarriedForm Draft { get; private set; } = null!;

    /// <summary>The fields that are not empty, without the hidden field <c>_method</c>.</summary>
    public IEnumerable<(string Name, string Value)> Texts =>
        from typed in Draft.Fields
        where typed.Key != "_method" && !string.IsNullOrWhiteSpace(typed.Value)
        select (typed.Key[(typed.Key.LastIndexOf('.') + 1)..], typed.Value);

    public IActionResult OnGet(long id)
    {
        if (drafts.Find(User.AccountId(), id) is not { } draft) return NotFound();
        Draft = draft;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
