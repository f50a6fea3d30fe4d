using App.Blueprints.Links.Lists;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links;

/// <summary>Helpers that the pages about links share.</summary>
static class LinkPages
{
    /// <summary>
    /// Returns the URL of the list to show after a change: the form field <c>back</c>, else the <c>Referer</c>, else
    /// all links. Ignores the URLs of the link's own pages, because the link may have been deleted.
    /// </summary>
    public static string Back(this PageModel page, long id)
    {
        var request = page.Request;
        var said = request.HasFormContentType ? LocalPath.Of(request.Form["back"]) : null;
        var list = said ?? LocalPath.FromSameHost(request, request.Headers.Referer);
        var root = page.HttpContext.PageRoot();
        return
            list is null
            || list.StartsWith($"{root}/links/{id}", StringComparison.Ordinal)
            || list.StartsWith($"{root}/links/new", StringComparison.Ordinal)
            ? $"{root}/links"
            : list;
    }

    /// <summary>Renders the whole page of a list, or only its results for an htmx request.</summary>
    public static IActionResult List(this PageModel page, LinkListing listing)
    {
        page.ViewData["Canonical"] = listing.Canonical;
        page.HttpContext.CorrectAddress(listing);
        return page.PageOrPartial("_Results", listing);
    }

    /// <summary>
    /// Sets <c>HX-Replace-Url</c> to the canonical URL when an htmx request used another URL, for example because a
    /// form sent empty fields. Requests with the canonical URL get no header.
    /// </summary>
    public static void CorrectAddress(this HttpContext context, LinkListing listing)
    {
        if (
            context.Request.WantsFragment()
            && (context.Request.QueryString.Value ?? "") != listing.Query.ToQueryString(listing.Page.Number)
        )
            context.Response.Headers["HX-Replace-Url"] = listing.Canonical;
    }

    /// <summary>
    /// Returns the response after a change of a link. An htmx request gets the link's article element; any other
    /// request is redirected to the link in its list.
    /// </summary>
    public static IActionResult Changed(this PageModel page, Link link)
    {
        if (page.Request.WantsFragment()) return page.Fragment("_Link", new[] { LinkItem.Of(link, page.HttpContext) });
        return page.SeeOther($"{page.Back(link.Id)}#link-{link.Id}");
    }
}
