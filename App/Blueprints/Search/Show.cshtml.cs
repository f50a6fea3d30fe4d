using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Search;

/// <summary>
/// The URL of a saved search, which does not change when the search is edited. GET redirects to the list; DELETE
/// deletes the search.
/// </summary>
[Authorize]
public sealed class ShowModel(SavedSearchStore saved, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnGet(long id) =>
        saved.Find(User.AccountId(), id) is { } search
            ? LocalRedirect(search.ListAddress(HttpContext.PageRoot()))
            : NotFound();

    public IActionResult OnDelete(long id)
    {
        if (saved.Find(User.AccountId(), id) is not { } search) return NotFound();
        if (!this.IsConfirmed())
            return this.RequireConfirmation(new()
            {
                Question = texts["search.saved.confirm", search.Name],
                Consequences = [texts["search.saved.confirm.text"]],
                Button = texts["search.saved.delete"],
                Url = this.UrlOf($"/searches/{id}"),
                Cancel = this.UrlOf("/searches"),
            });
        if (!saved.Delete(User.AccountId(), id)) return NotFound();
        flashes.Add(texts["search.saved.deleted"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/searches");
    }
}
