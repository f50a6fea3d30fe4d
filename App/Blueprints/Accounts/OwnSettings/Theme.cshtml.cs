using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Http;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.OwnSettings;

/// <summary>
/// Sets the theme, the density or both, depending on the fields in the request. Stores a value in a cookie, and in the
/// account if the user is signed in.
/// </summary>
public sealed class ThemeModel(AccountStore accounts, IStringLocalizer texts) : PageModel, IValidatesFields
{
    [BindProperty]
    public string? Theme { get; set; }

    [BindProperty]
    public string? Density { get; set; }

    [BindProperty(SupportsGet = true, Name = LoginRequired.Next)]
    public string? Next { get; set => field = LocalPath.Of(value); }

    public IEnumerable<SelectListItem> ThemeChoices => Preferences.ThemeChoices(texts);

    public IEnumerable<SelectListItem> DensityChoices => Preferences.DensityChoices(texts);

    public void OnGet() => (Theme, Density) = (HttpContext.Theme(), HttpContext.Density());

    public void ValidateFields()
    {
        if (Theme is null ? Density is null : !Preferences.IsTheme(Theme))
            ModelState.AddModelError(nameof(Theme), texts["forms.invalid"]);
        if (Density is not null && !Preferences.IsDensity(Density))
            ModelState.AddModelError(nameof(Density), texts["forms.invalid"]);
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return this.Invalid("_ThemeForm");
        if (Theme is not null)
        {
            if (User.AccountIdOrNull() is { } account) accounts.SetTheme(account, Theme);
            HttpContext.Remember(Preferences.ThemeCookie, Theme);
        }
        if (Density is not null)
        {
            if (User.AccountIdOrNull() is { } account) accounts.SetDensity(account, Density);
            HttpContext.Remember(Preferences.DensityCookie, Density);
        }
        return this.Enter(LocalPath.Of(Next) ?? LocalPath.FromSameHost(Request, Request.Headers.Referer));
    }
}
