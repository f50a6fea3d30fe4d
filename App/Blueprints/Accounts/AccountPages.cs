using System.Globalization;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

static class AccountPages
{
    /// <summary>
    /// Redirects to <paramref name="next"/> if it is a local URL, otherwise to the home page. For htmx, the response
    /// makes the browser load the whole document, because the document's head depends on the user.
    /// </summary>
    public static IActionResult Enter(this PageModel page, string? next)
    {
        var url = LocalPath.Of(next) ?? $"{page.HttpContext.PageRoot()}/";
        if (!page.Request.IsHtmx()) return page.SeeOther(url);
        page.Response.Headers["HX-Redirect"] = url;
        return new OkResult();
    }

    /// <summary>Shows the form again with status 429 and the time to wait.</summary>
    public static IActionResult TooMany(
        this PageModel page,
        TimeSpan wait,
        string partial,
        object? model,
        IStringLocalizer texts
    )
    {
        page.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        page.ModelState.AddModelError(
            "",
            texts["accounts.too_many", (long)Math.Max(1, Math.Ceiling(wait.TotalMinutes))]
        );
        return page.PageOrPartial(partial, model, StatusCodes.Status429TooManyRequests);
    }
}
