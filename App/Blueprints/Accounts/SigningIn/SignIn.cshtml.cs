using System.ComponentModel.DataAnnotations;
using App.Blueprints.Accounts.Drafts;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Http;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.SigningIn;

public sealed class SignInForm
{
    [DataRequired, TextLength(0, Accounts.Username.MaxLength, TruncatesRedisplay = true)]
    public string Username { get; set => field = (value ?? "").Trim(); } = "";

    [DataRequired, TextLength(0, Passwords.MaxLength), DataType(DataType.Password)]
    public string Password { get; set; } = "";
}

[Audience(signedIn: false)]
public sealed class SignInModel(
    AccountsBlueprint blueprint, AccountStore accounts, Sessions sessions, Passwords passwords,
    SignInThrottle throttle, DraftSetup drafts, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public SignInForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = LoginRequired.Next)]
    public string? Next { get; set => field = LocalPath.Of(value); }

    /// <summary>
    /// A form that a visitor sent to a page that requires sign-in. The sign-in page contains its values as hidden
    /// fields.
    /// </summary>
    public CarriedForm? Carried { get; internal set; }

    /// <summary>
    /// Whether a visitor sent a form to a page that requires sign-in and its values could not be preserved.
    /// </summary>
    [BindProperty(SupportsGet = true, Name = LoginRequired.Unsent)]
    public bool WasUnsent { get; set; }

    public bool IsSignUpOpen => blueprint.SignUpOpen;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        Carried = CarriedForm.Unpack(Request.Form);
        if (!ModelState.IsValid) return this.Invalid("_SignInForm");
        var account = accounts.Find(Form.Username);
        string? betterHash = null;
        var attempt = await throttle.Try(HttpContext.Connection.RemoteIpAddress, Form.Username, () =>
        {
            (var isRight, betterHash) = passwords.Check(account, Form.Password);
            return isRight;
        });
        if (attempt.RetryAfter is { } wait) return this.TooMany(wait, "_SignInForm", null, texts);
        if (account is null || !attempt.IsRight)
        {
            ModelState.AddModelError("", texts["accounts.wrong"]);
            return this.Invalid("_SignInForm");
        }
        if (betterHash is not null) accounts.SetPasswordHash(account.Id, betterHash);
        await sessions.Begin(HttpContext, account.Id, account.Language);
        if (Carried is not null) return this.Enter(drafts.Keep(account.Id, Carried));
        return this.Enter(LocalPath.Of(Next) ?? $"{Request.PathBase}/{account.Language}/");
    }
}
