using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// Shows a recorded bulk change of links and its progress. PUT resumes an interrupted change; DELETE undoes a change.
/// </summary>
[Authorize]
public sealed class ChangeModel(
    LinkChangeStore changes, PendingLinkStore targets, ChangeStarter making, LinkBatchStore links,
    LinkHistoryStore history, TaskRunStore runs, IBackgroundTasks tasks,
    IFlashes flashes, IStringLocalizer texts) : PageModel
{
    const int Shown = 50;

    public ChangeItem Item { get; private set; } = null!;

    /// <summary>At most 50 of the changed links.</summary>
    public IReadOnlyList<Link> Links { get; private set; } = [];

    public IActionResult OnGet(long id)
    {
        if (changes.Find(User.AccountId(), id) is not { } change) return NotFound();
        var run = change.RunId is { } runId ? runs.Find(runId, User.AccountId()) : null;
        Item = new(change, run, change.FinishedAt is null ? targets.Count(id) : 0);
        if (Request.WantsFragment()) return this.Fragment("_Change", Item);
        Links = links.Read(User.AccountId(), history.Changed(id, Shown));
        return Page();
    }

    public IActionResult OnPut(long id)
    {
        if (changes.Find(User.AccountId(), id) is not { RunId: { } run }) return NotFound();
        if (!tasks.Retry(run, User.AccountId())) flashes.Add(texts["tidying.changes.too_late"], FlashCategory.Info);
        return this.SeeOther(AddressOf(id));
    }

    public IActionResult OnDelete(long id)
    {
        if (changes.Find(User.AccountId(), id) is null) return NotFound();
        if (making.Undo(User.AccountId(), id) is not { } undo)
        {
            flashes.Add(texts["tidying.changes.too_late"], FlashCategory.Info);
            return this.SeeOther(AddressOf(id));
        }
        if (undo.FinishedAt is null) return this.SeeOther(AddressOf(undo.Id));
        flashes.Add(ChangeTexts.Of(undo, texts), ChangeTexts.CategoryOf(undo));
        return this.SeeOther(LocalPath.FromSameHost(Request, Request.Headers.Referer) ?? AddressOf(id));
    }

    string AddressOf(long id) => $"{HttpContext.PageRoot()}/changes/{id}";
}
