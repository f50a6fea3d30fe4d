using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Patterns.Ajax;

/// <summary>Chooses between a full page and a partial for htmx requests.</summary>
/// <remarks>Flask documentation: AJAX with jQuery.</remarks>
public static class PartialPages
{
    /// <summary>Returns whether the client wants a partial instead of a full page.</summary>
    /// <param name="request">The current request.</param>
    /// <returns>
    /// <see langword="true"/> for an htmx request, except boosted navigation, history restore and <c>HX-Request-Type:
    /// full</c>, which need a full page.
    /// </returns>
    /// <remarks>
    /// Side effect: adds <c>Vary: HX-Request</c> to the response, unless its headers are already sent.
    /// </remarks>
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

    /// <summary>Returns the full page, or only a partial for an htmx request.</summary>
    /// <param name="page">The page model.</param>
    /// <param name="partial">The name or path of the partial view. The page includes the same partial.</param>
    /// <param name="model">The model of the partial; <see langword="null"/> for the page model.</param>
    /// <param name="statusCode">The status code of the response.</param>
    /// <returns>A result that renders the page or the partial.</returns>
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

    /// <summary>Returns only a partial, rendered in the fragment layout.</summary>
    /// <param name="page">The page model.</param>
    /// <param name="partial">The name or path of the partial view.</param>
    /// <param name="model">The model of the partial; may be <see langword="null"/>.</param>
    /// <returns>A result that renders the partial.</returns>
    /// <remarks>The fragment layout appends pending flash messages as out-of-band swaps.</remarks>
    public static IActionResult Fragment(this PageModel page, string partial, object? model)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new ViewResult
        {
            ViewName = partial,
            // The page's ViewData accepts only the page model, so the partial gets its own ViewData.
            ViewData = new ViewDataDictionary<object?>(page.ViewData, model),
            TempData = page.TempData,
        };
    }

    /// <summary>Redirects to another URL after a change.</summary>
    /// <param name="page">The page model.</param>
    /// <param name="url">The target URL. It is not validated, so pass only local URLs.</param>
    /// <returns>303 with <c>Location</c>; for an htmx request 204 with <c>HX-Location</c>.</returns>
    /// <remarks>
    /// htmx does not get 303, because it would follow the redirect and insert the whole page into the target element.
    /// </remarks>
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
