using App.Blueprints.Links.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

static class ChangeResponses
{
    /// <summary>
    /// Redirects after a bulk change of links. A finished change redirects to <paramref name="next"/> (by default the
    /// URL of the current request) and adds a flash message that offers undo. A change that runs as a task redirects to
    /// its own page.
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
