using System.ComponentModel.DataAnnotations;
using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.People;

public sealed class ResetForm
{
    [DataRequired, TextLength(0, Passwords.MaxLength), DataType(DataType.Password)]
    public string Password { get; set; } = "";
}

/// <summary>
/// Sets a new password for an account and ends all its sessions, as the command <c>account reset</c> does.
/// </summary>
public sealed class AccountPasswordModel(
    AccountStore accounts,
    AccountCommands commands,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public Account Account { get; private set; } = null!;

    [BindProperty]
    public ResetForm Form { get; set; } = new();

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.HandlerArguments.TryGetValue("id", out var id) && accounts.Find((long)id!) is { } account)
            Account = account;
        else
            context.Result = NotFound();
    }

    public void OnGet(long id) { }

    public IActionResult OnPost(long id)
    {
        if (ModelState.IsValid && commands.Reset(Account.Name, Form.Password) is { } problem)
            ModelState.AddModelError(nameof(Form.Password), problem);
        if (!ModelState.IsValid)
            return this.Invalid("_ResetForm", Request.WantsFragment() ? Form : null);
        flashes.Add(texts["backend.accounts.reset.done", Account.Name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/accounts/{id}");
    }
}
