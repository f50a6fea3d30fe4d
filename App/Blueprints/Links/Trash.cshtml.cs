using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>What was deleted; emptying the trash deletes for good.</summary>
[Authorize]
public sealed class TrashModel(LinkTrashStore trash, TimeProvider clock, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public PageOf<Link> Links { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        Links = trash.Page(User.AccountId(), number, LinkSearchStore.PageSize);
        return Links.Exists ? Page() : NotFound();
    }

    /// <summary>For how many more days the link is sure to stay.</summary>
    public int DaysLeft(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.DeletedAt is { } deleted ? TrashTerm.DaysLeft(deleted, clock.GetUtcNow()) : 0;
    }

    public IActionResult OnDelete()
    {
        flashes.Add(texts["links.trash.emptied", (long)trash.Empty(User.AccountId())]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/trash");
    }
}

/// <summary>One link in the trash; deleting it deletes for good.</summary>
[Authorize]
public sealed class PurgeModel(LinkTrashStore trash, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnDelete(long id)
    {
        if (!trash.Purge(User.AccountId(), id)) return NotFound();
        flashes.Add(texts["links.purged"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/trash");
    }
}
