using System.ComponentModel.DataAnnotations;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.OwnSettings;

public sealed class PasswordForm
{
    [DataRequired, TextLength(0, Passwords.MaxLength), DataType(DataType.Password)]
    public string Current { get; set; } = "";

    [DataRequired, TextLength(Passwords.MinLength, Passwords.MaxLength), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [DataRequired, TextLength(0, Passwords.MaxLength),
        EqualTo(nameof(Password), Message = "accounts.passwords_differ"), DataType(DataType.Password)]
    public string Confirm { get; set; } = "";
}

[Authorize]
public sealed class PasswordModel(
    AccountStore accounts, SessionStore sessions, Passwords passwords, SignInThrottle throttle, IFlashes flashes,
    IStringLocalizer texts)
    : PageModel, IValidatesFields
{
    [BindProperty]
    public PasswordForm Form { get; set; } = new();

    public void OnGet() { }

    public void ValidateFields()
    {
        if (ModelState.ErrorsOf(nameof(Form.Password)).Count > 0) return;
        if (passwords.ProblemWith(Form.Password, User.Identity!.Name!) is { } problem)
            ModelState.AddModelError(nameof(Form.Password), problem);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return this.Invalid("_PasswordForm", Form);
        var account = accounts.Find(User.AccountId())!;
        var attempt = await throttle.Try(HttpContext.Connection.RemoteIpAddress, account.Name, () =>
            passwords.Check(account, Form.Current).IsRight
        );
        if (attempt.RetryAfter is { } wait)
            return this.TooMany(wait, "_PasswordForm", Form, texts);
        if (!attempt.IsRight)
        {
            ModelState.AddModelError(nameof(Form.Current), texts["accounts.password.wrong"]);
            return this.Invalid("_PasswordForm", Form);
        }
        var hash = passwords.Hash(Form.Password);
        accounts.SetPasswordHash(account.Id, hash);
        sessions.RemoveAll(account.Id, except: User.SessionIdOrNull());
        flashes.Add(texts["accounts.password.changed"]);
        return this.Enter(Url.Page("/Accounts/OwnSettings/Settings"));
    }
}
