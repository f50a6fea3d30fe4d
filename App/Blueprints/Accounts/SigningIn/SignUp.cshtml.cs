using System.ComponentModel.DataAnnotations;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Http;
using App.Patterns.Localization;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.SigningIn;

public sealed class SignUpForm
{
    [DataRequired, TextLength(Accounts.Username.MinLength, Accounts.Username.MaxLength, TruncatesRedisplay = true),
        UsernameCharacters]
    public string Username { get; set => field = (value ?? "").Trim(); } = "";

    [DataRequired, TextLength(Passwords.MinLength, Passwords.MaxLength), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [DataRequired, TextLength(0, Passwords.MaxLength),
        EqualTo(nameof(Password), Message = "accounts.passwords_differ"), DataType(DataType.Password)]
    public string Confirm { get; set; } = "";

    [MustBeTrue(Message = "accounts.accept.missing")]
    public bool Accept { get; set; }
}

[Audience(signedIn: false)]
public sealed class SignUpModel(
    AccountsBlueprint blueprint, AccountStore accounts, Sessions sessions, Passwords passwords,
    SignUpThrottle throttle, TimeProvider clock, IStringLocalizer texts) : PageModel, IValidatesFields
{
    [BindProperty]
    public SignUpForm Form { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = LoginRequired.Next)]
    public string? Next { get; set => field = LocalPath.Of(value); }

    public bool IsOpen => blueprint.SignUpOpen;

    public void OnGet() => Response.StatusCode = IsOpen ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;

    public void ValidateFields()
    {
        if (!IsOpen) return;
        if (Username.IsBounded(Form.Username) && TakenText() is { } taken)
            ModelState.AddModelError("Form.Username", taken);
        if (ModelState.ErrorsOf("Form.Password").Count > 0) return;
        if (passwords.ProblemWith(Form.Password, Form.Username) is { } problem)
            ModelState.AddModelError("Form.Password", problem);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsOpen) return new PageResult { StatusCode = StatusCodes.Status403Forbidden };
        if (!ModelState.IsValid) return this.Invalid("_SignUpForm");
        var language = HttpContext.Language();
        if (throttle.Take(HttpContext.Connection.RemoteIpAddress) is { } wait)
            return this.TooMany(wait, "_SignUpForm", null, texts);
        var hash = passwords.Hash(Form.Password);
        if (accounts.Add(Form.Username, hash, language, clock.GetUtcNow()) is not { } id)
        {
            ModelState.AddModelError("Form.Username", TakenText() ?? texts["accounts.username.taken"]);
            return this.Invalid("_SignUpForm");
        }
        await sessions.Begin(HttpContext, id, language);
        return this.Enter(Next);
    }

    string? TakenText() => accounts.ConflictOf(Form.Username) switch
    {
        NameConflict.Taken => texts["accounts.username.taken"].Value,
        NameConflict.Similar => texts["accounts.username.similar"].Value,
        _ => null,
    };
}
