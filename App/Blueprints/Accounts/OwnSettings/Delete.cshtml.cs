using System.ComponentModel.DataAnnotations;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.OwnSettings;

public sealed class DeleteForm
{
    [DataRequired, TextLength(0, Passwords.MaxLength), DataType(DataType.Password)]
    public string Password { get; set; } = "";
}

[Authorize]
public sealed class DeleteModel(
    AccountStore accounts, AccountRemovals removals, Passwords passwords, SignInThrottle throttle, IFlashes flashes,
    IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public DeleteForm Form { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (accounts.IsLastOperator(User.AccountId())) return LastOperator();
        if (!ModelState.IsValid) return this.Invalid("_DeleteForm", Form);
        var account = accounts.Find(User.AccountId())!;
        var attempt = await throttle.Try(HttpContext.Connection.RemoteIpAddress, account.Name, () =>
            passwords.Check(account, Form.Password).IsRight
        );
        if (attempt.RetryAfter is { } wait)
            return this.TooMany(wait, "_DeleteForm", Form, texts);
        if (!attempt.IsRight)
        {
            ModelState.AddModelError(nameof(Form.Password), texts["accounts.password.wrong"]);
            return this.Invalid("_DeleteForm", Form);
        }
        if (!removals.Empty(account.Id)) return LastOperator();
        removals.Remove(account.Id);
        flashes.AddForBrowser(texts["accounts.deleted"]);
        await HttpContext.SignOutAsync();
        return this.Enter(null);
    }

    IActionResult LastOperator()
    {
        ModelState.Clear();
        ModelState.AddModelError("", texts["accounts.delete.last"]);
        return this.Invalid("_DeleteForm", Form);
    }
}
