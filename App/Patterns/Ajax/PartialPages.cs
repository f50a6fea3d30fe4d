using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Patterns.Ajax;

/// <summary>
/// The choice between a page and the piece of it that answers an htmx request, in one place. Flask: AJAX with jQuery.
/// </summary>
public static class PartialPages
{
    /// <summary>
    /// Whether the request wants a fragment: sent by htmx, but neither a boosted navigation nor a history restore,
    /// which need a page. Whoever asks makes the answer vary by it.
    /// </summary>
    public static bool WantsFragment(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        if (!headers.IsReadOnly && !headers.Vary.ToString().Contains("HX-Request", StringComparison.OrdinalIgnoreCase))
            headers.Append("Vary", "HX-Request");
        return request.IsHtmx()
            && !request.IsHtmxBoosted()
            && !request.IsHtmxHistoryRestoreRequest()
            && request.Headers["HX-Request-Type"] != "full";
    }

    /// <summary>
    /// The page, or for an htmx request only <paramref name="partial"/>, which the page includes too.
    /// </summary>
    public static IActionResult PageOrPartial(
        this PageModel page,
        string partial,
        object? model = null,
        int statusCode = StatusCodes.Status200OK
    )
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Response.StatusCode = statusCode;
        return page.Request.WantsFragment() ? page.Fragment(partial, model ?? page) : page.Page();
    }

    /// <summary>
    /// Only <paramref name="partial"/>, inside the fragment layout, which adds waiting flashes out of band.
    /// </summary>
    public static IActionResult Fragment(this PageModel page, string partial, object? model)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new ViewResult
        {
            ViewName = partial,
            // The page is declared for its own model, the piece for another.
            ViewData = new ViewDataDictionary<object?>(page.ViewData, model),
            TempData = page.TempData,
        };
    }

    /// <summary>
    /// After a change: 303 to <paramref name="url"/> without JavaScript; for htmx the same place by <c>HX-Location</c>,
    /// since a followed redirect would land a whole page inside a fragment's slot.
    /// </summary>
    public static IActionResult SeeOther(this PageModel page, string url)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (page.Request.WantsFragment())
        {
            page.Response.Headers["HX-Location"] = url;
            return new StatusCodeResult(StatusCodes.Status204NoContent);
        }
        page.Response.Headers.Location = url;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
