using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Duplicates;

/// <summary>
/// Merges all groups of duplicates as one bulk change. In each group, keeps the link that the page of duplicates
/// proposes.
/// </summary>
[Authorize]
public sealed class MergedModel(
    ChangeStarter changes,
    LinkChangeStore store,
    LinkMergeStore merges,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnPost()
    {
        var account = User.AccountId();
        var list = $"{HttpContext.PageRoot()}/links/duplicates";
        var change = changes.Merge(account, id => merges.AddTargets(account, id));
        if (change is not { FinishedAt: not null, LinkCount: 0 }) return this.Changed(change, flashes, texts, list);
        store.Forget(change.Id);
        flashes.Add(texts["tidying.duplicates.nothing"], FlashCategory.Info);
        return this.SeeOther(list);
    }
}
