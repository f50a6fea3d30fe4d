using App.Patterns.Ajax;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook;

/// <summary>
/// Turns scripts off or on in the handbook, to show that the handbook works without them. A session cookie stores the
/// choice.
/// </summary>
public sealed class ScriptsModel : PageModel
{
    const string Cookie = "scripts";

    public static bool AreOff(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[Cookie] == "off";
    }

    public IActionResult OnGet() => RedirectToPage("/Handbook/Index");

    public IActionResult OnPut(string? next)
    {
        Response.Cookies.Append(Cookie, "off", Options());
        return Back(next);
    }

    public IActionResult OnDelete(string? next)
    {
        Response.Cookies.Delete(Cookie, Options());
        return Back(next);
    }

    CookieOptions Options() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = Request.IsHttps,
        Path = Request.PathBase is { HasValue: true } root ? root : "/",
        IsEssential = true,
    };

    IActionResult Back(string? next) => this.SeeOther(LocalPath.Of(next) ?? Url.Page("/Handbook/Index")!);
}
