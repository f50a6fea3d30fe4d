using App.Blueprints.Accounts;
using App.Blueprints.Shared;
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
        var losses = trash.Losses(User.AccountId());
        if (losses.Links > 0 && !this.IsConfirmed())
            return this.AskFirst(TrashQuestions.Of(losses, texts["links.trash.confirm", losses.Links], texts) with
            {
                Url = this.UrlOf("/links/trash"),
                Cancel = this.UrlOf("/links/trash"),
            });
        flashes.Add(texts["links.trash.emptied", (long)trash.Empty(User.AccountId())]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/trash");
    }
}

/// <summary>One link in the trash; deleting it deletes for good.</summary>
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
        return this.AskFirst(TrashQuestions.Of(trash.Losses(User.AccountId(), id), question, texts) with
        {
            Url = this.UrlOf($"/links/trash/{id}"),
            Cancel = this.UrlOf("/links/trash"),
        });
    }
}

/// <summary>What deleting from the trash means, in words.</summary>
static class TrashQuestions
{
    /// <summary>The confirmation without its URLs.</summary>
    public static Confirmation Of(TrashLosses losses, string question, IStringLocalizer texts)
    {
        List<string> consequences = [texts["links.trash.confirm.text"]];
        if (losses.Merged > 0) consequences.Add(texts["links.trash.confirm.merged", losses.Merged]);
        if (losses.Changed > 0) consequences.Add(texts["links.trash.confirm.changed", losses.Changed]);
        var button = texts["links.purge"];
        return new() { Question = question, Consequences = consequences, Button = button, Url = "", Cancel = "" };
    }
}
