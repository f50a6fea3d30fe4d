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
    /// On to a local address, or home. After signing in or out the whole document is loaded, also by htmx: its head
    /// holds what belongs to a person.
    /// </summary>
    public static IActionResult Enter(this PageModel page, string? next)
    {
        var url = LocalPath.Of(next) ?? $"{page.HttpContext.PageRoot()}/";
        if (!page.Request.IsHtmx()) return page.SeeOther(url);
        page.Response.Headers["HX-Redirect"] = url;
        return new OkResult();
    }

    /// <summary>The form again with status 429, saying when to come back.</summary>
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
