using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Duplicates;

/// <summary>PUT records that the links of a duplicate group are different pages; DELETE removes this record.</summary>
[Authorize]
public sealed class DismissedModel(LinkDismissalStore dismissals, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnPut(
        long id,
        [FromForm(Name = "link")] List<long> links,
        [FromForm(Name = "shown")] List<long> shown,
        bool fragments = false
    )
    {
        ArgumentNullException.ThrowIfNull(links);
        // Records all displayed links of a group whose URLs differ only in the fragment (the part after #). In other
        // groups, records only the links that the user selected.
        var meant = (fragments ? shown : links).Append(id);
        if (dismissals.Dismiss(User.AccountId(), [.. meant], fragments) == 0) return NotFound();
        var undo = $"{HttpContext.PageRoot()}/links/duplicates/dismissed/{id}{(fragments ? "?fragments=true" : "")}";
        var action = new FlashAction(texts["links.undo"], undo, "DELETE");
        flashes.Add(texts["tidying.duplicates.dismissed"], action: action);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }

    public IActionResult OnDelete(long id, bool fragments = false)
    {
        if (dismissals.Undismiss(User.AccountId(), id, fragments) == 0) return NotFound();
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }
}
