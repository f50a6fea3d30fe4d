using App.Blueprints.Links.Lists;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links;

/// <summary>What the pages of links have in common.</summary>
static class LinkPages
{
    /// <summary>
    /// The list that a button was pressed in: the form says it, else the browser; else all links. A page of the link
    /// itself does not count, since the link may just have left.
    /// </summary>
    public static string Back(this PageModel page, long id)
    {
        var request = page.Request;
        var said = request.HasFormContentType ? LocalPath.Of(request.Form["back"]) : null;
        var list = said ?? LocalPath.OfHere(request, request.Headers.Referer);
        var root = page.HttpContext.PageRoot();
        return
            list is null
            || list.StartsWith($"{root}/links/{id}", StringComparison.Ordinal)
            || list.StartsWith($"{root}/links/new", StringComparison.Ordinal)
            ? $"{root}/links"
            : list;
    }

    /// <summary>A list, or for htmx its results.</summary>
    public static IActionResult List(this PageModel page, LinkListing listing)
    {
        page.ViewData["Canonical"] = listing.Canonical;
        page.HttpContext.CorrectAddress(listing);
        return page.PageOrPartial("_Results", listing);
    }

    /// <summary>
    /// The address that htmx shows for a list that was asked for in another way, as a form does with what nobody filled
    /// in. The links of the trail ask for the canonical one and are steps in the browser's history of their own accord.
    /// </summary>
    public static void CorrectAddress(this HttpContext context, LinkListing listing)
    {
        if (
            context.Request.WantsFragment()
            && (context.Request.QueryString.Value ?? "") != listing.Query.ToAddress(listing.Page.Number)
        )
            context.Response.Headers["HX-Replace-Url"] = listing.Canonical;
    }

    /// <summary>After a change: the link's article for htmx, or back to the list at the same place.</summary>
    public static IActionResult Changed(this PageModel page, Link link)
    {
        if (page.Request.WantsFragment()) return page.Fragment("_Link", new[] { LinkItem.Of(link, page.HttpContext) });
        return page.SeeOther($"{page.Back(link.Id)}#link-{link.Id}");
    }
}
