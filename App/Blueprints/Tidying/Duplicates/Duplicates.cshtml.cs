using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Lists;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Duplicates;

/// <summary>
/// Shows groups of links that are probably the same page, then groups of links whose URLs differ only in the fragment
/// (the part after #). Links are preselected only in groups of the first kind. POST merges a group into the link to
/// keep.
/// </summary>
[Authorize]
public sealed class DuplicatesModel(
    LinkDuplicateStore duplicates,
    LinkMerger merger,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int PageSize = 20;

    public PageOf<DuplicateGroup> Groups { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        Groups = duplicates.Page(User.AccountId(), number, PageSize);
        return Groups.Exists ? Page() : NotFound();
    }

    public IActionResult OnPost(long keep, [FromForm(Name = "link")] List<long> links, bool fragments = false)
    {
        ArgumentNullException.ThrowIfNull(links);
        var change = links.Count > LinkDuplicateStore.MaxGroupSize
            ? null
            : merger.Merge(User.AccountId(), keep, links, clock.GetUtcNow(), fragments);
        if (change is null && fragments && !links.Exists(link => keep > 0 && link != keep))
            flashes.Add(texts["tidying.fragments.choose"], FlashCategory.Error);
        else if (change is null) flashes.Add(texts["tidying.duplicates.nothing"], FlashCategory.Info);
        else
            flashes.Add(
                texts["tidying.duplicates.merged"],
                action: new FlashAction(texts["links.undo"], $"{HttpContext.PageRoot()}/changes/{change.Id}", "DELETE")
            );
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }
}
