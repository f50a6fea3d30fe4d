using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying;

/// <summary>
/// Links that are probably one page, in groups; after them the groups whose links differ in the fragment, where
/// nothing is preselected. Posting a group merges it into the link to keep.
/// </summary>
[Authorize]
public sealed class DuplicatesModel(LinkDuplicateStore duplicates, LinkMerger merger, TimeProvider clock, IFlashes flashes, IStringLocalizer texts) : PageModel
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
        var change = links.Count > LinkDuplicateStore.MostOfGroup
            ? null
            : merger.Merge(User.AccountId(), keep, links, clock.GetUtcNow(), fragments);
        if (change is null && fragments && !links.Exists(link => keep > 0 && link != keep))
            flashes.Add(texts["tidying.fragments.choose"], FlashCategory.Error);
        else if (change is null) flashes.Add(texts["tidying.duplicates.nothing"], FlashCategory.Info);
        else
            flashes.Add(
                texts["tidying.duplicates.merged"],
                action: new FlashAction(texts["links.undo"], $"{HttpContext.PageRoot()}/changes/{change.Id}", "DELETE"));
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }
}

/// <summary>Merges all groups, each into the link that is proposed, as one change.</summary>
[Authorize]
public sealed class MergedModel(LinkChanges changes, LinkChangeStore store, LinkMergeStore merges, IFlashes flashes, IStringLocalizer texts)
    : PageModel
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

/// <summary>That the links of a group are different pages; deleting it asks again.</summary>
[Authorize]
public sealed class DismissedModel(LinkDismissalStore dismissals, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnPut(
        long id, [FromForm(Name = "link")] List<long> links, [FromForm(Name = "shown")] List<long> shown, bool fragments = false)
    {
        ArgumentNullException.ThrowIfNull(links);
        // Of a group with other fragments all shown links are meant, not the selected ones.
        var meant = (fragments ? shown : links).Append(id);
        if (dismissals.Dismiss(User.AccountId(), [.. meant], fragments) == 0) return NotFound();
        var undo = $"{HttpContext.PageRoot()}/links/duplicates/dismissed/{id}{(fragments ? "?fragments=true" : "")}";
        var action = new FlashAction(texts["links.undo"], undo, "DELETE");
        flashes.Add(texts["tidying.duplicates.dismissed"], action: action);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }

    public IActionResult OnDelete(long id, bool fragments = false)
    {
        if (dismissals.Recall(User.AccountId(), id, fragments) == 0) return NotFound();
        return this.SeeOther($"{HttpContext.PageRoot()}/links/duplicates");
    }
}
