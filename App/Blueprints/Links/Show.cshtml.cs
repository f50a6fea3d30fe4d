using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Links.Trash;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>Shows a link. DELETE moves it to the trash.</summary>
[Authorize]
public sealed class ShowModel(
    LinkStore links,
    LinkTrashStore trash,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public Link Link { get; private set; } = null!;

    public IActionResult OnGet(long id)
    {
        if (links.Find(User.AccountId(), id) is not { } link) return NotFound();
        Link = link;
        if (!Request.WantsFragment()) HttpContext.RememberViewed(id);
        return this.PageOrPartial("_Link", new[] { LinkItem.Of(link, HttpContext) });
    }

    public IActionResult OnDelete(long id)
    {
        if (links.Find(User.AccountId(), id) is not { } link || !trash.Put(User.AccountId(), id, clock.GetUtcNow()))
            return NotFound();
        flashes.Add(
            texts["links.trashed"],
            action: new FlashAction(texts["links.undo"], Url.Page("/Links/Trash/Trashed", new { id })!, "DELETE")
        );
        return Request.WantsFragment()
            ? this.Fragment("_Link", new[] { LinkItem.Of(link, HttpContext) })
            : this.SeeOther(this.Back(id));
    }
}
