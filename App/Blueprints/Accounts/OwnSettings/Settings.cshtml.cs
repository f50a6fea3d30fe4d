using System.Globalization;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Localization;
using App.Patterns.Localization.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.OwnSettings;

public sealed class SettingsForm
{
    public string Language { get; set; } = "";

    public string Theme { get; set; } = "";

    public string Density { get; set; } = "";

    public bool Shortcuts { get; set; }
}

[Authorize]
public sealed class SettingsModel(AccountStore accounts, Languages languages, IFlashes flashes, IStringLocalizer texts)
    : PageModel,
        IValidatesFields
{
    [BindProperty]
    public SettingsForm Form { get; set; } = new();

    public IEnumerable<SelectListItem> LanguageChoices =>
        languages.Codes.Select(code => new SelectListItem(Languages.NameOf(code), code));

    public IEnumerable<SelectListItem> ThemeChoices => Preferences.ThemeChoices(texts);

    public IEnumerable<SelectListItem> DensityChoices => Preferences.DensityChoices(texts);

    public void OnGet() => Form = new SettingsForm
    {
        Language = HttpContext.Language(),
        Theme = HttpContext.Theme(),
        Density = HttpContext.Density(),
        Shortcuts = HttpContext.HasShortcuts(),
    };

    public void ValidateFields()
    {
        if (!languages.Speaks(Form.Language)) ModelState.AddModelError("Form.Language", texts["forms.invalid"]);
        if (!Preferences.IsTheme(Form.Theme)) ModelState.AddModelError("Form.Theme", texts["forms.invalid"]);
        if (!Preferences.IsDensity(Form.Density)) ModelState.AddModelError("Form.Density", texts["forms.invalid"]);
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return this.Invalid("_SettingsForm");
        accounts.SetLanguage(User.AccountId(), Form.Language);
        accounts.SetTheme(User.AccountId(), Form.Theme);
        accounts.SetDensity(User.AccountId(), Form.Density);
        accounts.SetShortcuts(User.AccountId(), Form.Shortcuts);
        HttpContext.RememberLanguage(Form.Language);
        HttpContext.Remember(Preferences.ThemeCookie, Form.Theme);
        HttpContext.Remember(Preferences.DensityCookie, Form.Density);
        CultureInfo.CurrentUICulture = Languages.Culture(Form.Language);
        flashes.Add(texts["accounts.settings.saved"]);
        return this.Enter(Url.Page("/Accounts/OwnSettings/Settings", new { lang = Form.Language }));
    }
}
