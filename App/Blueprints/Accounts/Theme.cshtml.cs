using App.Patterns.Forms;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>The theme by itself, for the switch on every page: kept with the account, and in the browser for who has none.</summary>
public sealed class ThemeModel(AccountStore accounts, IStringLocalizer texts) : PageModel, IValidatesFields
{
    [BindProperty]
    public string Theme { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = LoginRequired.Next)]
    public string? Next { get; set; }

    public IEnumerable<SelectListItem> Choices => Preferences.Choices(texts);

    public void OnGet() => Theme = HttpContext.Theme();

    public void ValidateFields()
    {
        if (!Preferences.IsTheme(Theme)) ModelState.AddModelError(nameof(Theme), texts["forms.invalid"]);
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return this.Invalid("_ThemeForm");
        if (User.AccountIdOrNull() is { } account) accounts.SetTheme(account, Theme);
        HttpContext.Remember(Preferences.ThemeCookie, Theme);
        return this.Enter(LocalPath.Of(Next) ?? LocalPath.OfHere(Request, Request.Headers.Referer));
    }
}
