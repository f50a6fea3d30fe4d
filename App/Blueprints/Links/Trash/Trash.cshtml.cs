using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Trash;

/// <summary>The trash. DELETE permanently deletes all links in it after a confirmation.</summary>
[Authorize]
public sealed class TrashModel(LinkTrashStore trash, TimeProvider clock, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    public PageOf<Link> Links { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        Links = trash.Page(User.AccountId(), number, LinkSearchStore.PageSize);
        return Links.Exists ? Page() : NotFound();
    }

    /// <summary>The minimum number of days until the link is permanently deleted.</summary>
    public int DaysLeft(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.DeletedAt is { } deleted ? TrashPurgeTask.DaysLeft(deleted, clock.GetUtcNow()) : 0;
    }

    public IActionResult OnDelete()
    {
        var losses = trash.Losses(User.AccountId());
        if (losses.Links > 0 && !this.IsConfirmed())
            return this.RequireConfirmation(
                TrashConfirmation.Of(losses, texts["links.trash.confirm", losses.Links], texts) with
                {
                    Url = this.UrlOf("/links/trash"),
                    Cancel = this.UrlOf("/links/trash"),
                });
        flashes.Add(texts["links.trash.emptied", (long)trash.Empty(User.AccountId())]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/trash");
    }
}

/// <summary>Builds the confirmation for permanent deletion from the trash.</summary>
static class TrashConfirmation
{
    /// <summary>Builds the confirmation. The caller sets its <c>Url</c> and <c>Cancel</c>, which are empty.</summary>
    public static Confirmation Of(TrashLosses losses, string question, IStringLocalizer texts)
    {
        List<string> consequences = [texts["links.trash.confirm.text"]];
        if (losses.Merged > 0) consequences.Add(texts["links.trash.confirm.merged", losses.Merged]);
        if (losses.Changed > 0) consequences.Add(texts["links.trash.confirm.changed", losses.Changed]);
        var button = texts["links.purge"];
        return new() { Question = question, Consequences = consequences, Button = button, Url = "", Cancel = "" };
    }
}
