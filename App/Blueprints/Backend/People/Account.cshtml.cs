using App.Blueprints.Accounts;
using App.Blueprints.Transfer.Uploads;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.People;

/// <summary>Form that confirms a deletion. The operator types the name again to prevent accidents.</summary>
public sealed class RemovalForm
{
    [DataRequired, TextLength(0, Username.MaxLength, TruncatesRedisplay = true)]
    public string Name { get; set; } = "";
}

/// <summary>One account. DELETE removes it with all its data.</summary>
public sealed class AccountModel(
    AccountListStore list, AccountStore accounts, AccountRemovals removals, AccountFiles files, IFlashes flashes,
    TimeProvider clock, IStringLocalizer texts) : PageModel
{
    public AccountRow Account { get; private set; } = null!;

    public bool IsLastOperator { get; private set; }

    /// <summary>The total size of the account's uploaded files, and the maximum that is allowed, in bytes.</summary>
    public (long Used, long Allowed) FileBytes => (files.BytesOf(Account.Id), files.MaxBytes);

    [BindProperty]
    public RemovalForm Form { get; set; } = new();

    public IActionResult OnGet(long id) => Find(id) ? Page() : NotFound();

    public IActionResult OnDelete(long id)
    {
        if (!Find(id)) return NotFound();
        if (IsLastOperator) ModelState.AddModelError("", texts["backend.accounts.last"]);
        else if (ModelState.IsValid && Username.KeyOf(Form.Name) != Username.KeyOf(Account.Name))
            ModelState.AddModelError(nameof(Form.Name), texts["backend.accounts.other_name"]);
        if (!ModelState.IsValid) return Invalid();
        if (!removals.Empty(id))
        {
            ModelState.AddModelError("", texts["backend.accounts.last"]);
            return Invalid();
        }
        removals.Remove(id);
        flashes.Add(texts["backend.accounts.deleted", Account.Name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/accounts");
    }

    IActionResult Invalid() => this.Invalid("_RemovalForm", Request.WantsFragment() ? Form : null);

    bool Find(long id)
    {
        if (list.Find(id, clock.GetUtcNow()) is not { } account) return false;
        (Account, IsLastOperator) = (account, accounts.IsLastOperator(id));
        return true;
    }
}
