using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links;

/// <summary>What the pages of links have in common.</summary>
static class LinkPages
{
    /// <summary>
    /// The list that a button was pressed in: the form says it, else the browser; else all links. A page of the link itself does not
    /// count, since the link may just have left.
    /// </summary>
    public static string Back(this PageModel page, long id)
    {
        var request = page.Request;
        var said = request.HasFormContentType ? LocalPath.Of(request.Form["back"]) : null;
        var list = said ?? LocalPath.OfHere(request, request.Headers.Referer);
        var root = page.HttpContext.PageRoot();
        return list is null || list.StartsWith($"{root}/links/{id}", StringComparison.Ordinal) || list.StartsWith($"{root}/links/new", StringComparison.Ordinal)
            ? $"{root}/links"
            : list;
    }

    /// <summary>
    /// A list, or for htmx its results. A step of the trail is an entry of its own in the browser's history; what changes as somebody types
    /// or chooses is not.
    /// </summary>
    public static IActionResult List(this PageModel page, LinkListing listing)
    {
        var address = listing.AddressOf(listing.Query, listing.Page.Number);
        page.ViewData["Canonical"] = address;
        if (page.Request.WantsFragment())
            page.Response.Headers[page.Request.Headers["HX-Source"].ToString().StartsWith('a') ? "HX-Push-Url" : "HX-Replace-Url"] = address;
        return page.PageOrPartial("_Results", listing);
    }

    /// <summary>After a change: the link's article for htmx, or back to the list at the same place.</summary>
    public static IActionResult Changed(this PageModel page, Link link)
    {
        if (page.Request.WantsFragment()) return page.Fragment("_Link", new[] { LinkItem.Of(link, page.HttpContext) });
        return page.SeeOther($"{page.Back(link.Id)}#link-{link.Id}");
    }
}
