using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.People;

/// <summary>
/// Gives an account the operator role (PUT) or removes the role (DELETE). Does not remove the role of the last
/// operator.
/// </summary>
public sealed class AccountOperatorModel(AccountStore accounts, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnPut(long id) => Set(id, true);

    public IActionResult OnDelete(long id) => Set(id, false);

    IActionResult Set(long id, bool isOperator)
    {
        if (accounts.Find(id) is not { } account)
            return NotFound();
        if (!accounts.SetOperator(id, isOperator))
            flashes.Add(texts["backend.accounts.last"], FlashCategory.Error);
        else
            flashes.Add(
                isOperator
                    ? texts["backend.accounts.promoted", account.Name]
                    : texts["backend.accounts.demoted", account.Name]
            );
        return this.SeeOther($"{HttpContext.PageRoot()}/accounts/{id}");
    }
}
