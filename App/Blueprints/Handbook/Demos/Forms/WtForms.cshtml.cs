using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook.Demos.Forms;

public sealed class WtFormsModel(
    WtFormsDemo demo,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time,
    IStringLocalizer texts
) : DemonstrationPage(demo), IValidatesFields
{
    public WtFormsDemo Demo => demo;

    [BindProperty]
    public SignUpForm Form { get => demo.Form; set => demo.Form = value; }

    public void ValidateFields()
    {
        if (demo.IsTaken(Form.Username)) ModelState.AddModelError("Form.Username", texts["accounts.username.taken"]);
    }

    /// <summary>
    /// Validates the form and stores only the name. The next submission of this name is then rejected as taken.
    /// </summary>
    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return this.Invalid("_WtForms", demo);
        items.Add(browser.Remember(), demo.Slug, Form.Username, time.GetUtcNow());
        Form = new();
        ModelState.Clear();
        return Done();
    }
}
