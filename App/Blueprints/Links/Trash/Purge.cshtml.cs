using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Trash;

/// <summary>A link in the trash. DELETE permanently deletes it after a confirmation.</summary>
[Authorize]
public sealed class PurgeModel(LinkTrashStore trash, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnGet(long id) => Ask(id);

    public IActionResult OnDelete(long id)
    {
        if (!this.IsConfirmed()) return Ask(id);
        if (!trash.Purge(User.AccountId(), id)) return NotFound();
        flashes.Add(texts["links.purged"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/trash");
    }

    IActionResult Ask(long id)
    {
        if (trash.Find(User.AccountId(), id) is not { } link) return NotFound();
        var question = texts["links.purge.confirm", LinkTitle.Of(link.Title, link.Url)];
        return this.RequireConfirmation(TrashConfirmation.Of(trash.Losses(User.AccountId(), id), question, texts) with
        {
            Url = this.UrlOf($"/links/trash/{id}"),
            Cancel = this.UrlOf("/links/trash"),
        });
    }
}
