using App.Blueprints.Links.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

static class ChangeAnswers
{
    /// <summary>
    /// After a change of many links: to <paramref name="next"/> (by default the page that asked) with a note that
    /// offers to take it back, or to the change itself while a task is at it.
    /// </summary>
    public static IActionResult Changed(
        this PageModel page,
        LinkChange change,
        IFlashes flashes,
        IStringLocalizer texts,
        string? next = null
    )
    {
        var address = $"{page.HttpContext.PageRoot()}/changes/{change.Id}";
        if (change.FinishedAt is null)
            return page.SeeOther(address);
        flashes.Add(
            ChangeTexts.Of(change, texts),
            action: change.LinkCount == 0 ? null : new FlashAction(texts["links.undo"], address, "DELETE")
        );
        return page.SeeOther(next ?? $"{page.HttpContext.Request.PathBase}{page.HttpContext.Request.Path}");
    }
}
