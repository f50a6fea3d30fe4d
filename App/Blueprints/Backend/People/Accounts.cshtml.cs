using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.SqlMapping;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.People;

public sealed class AccountsModel(AccountListStore accounts, TimeProvider clock) : PageModel
{
    const int Size = 50;

    public string Text { get; private set; } = "";

    public PageOf<AccountRow> Accounts { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (PageNumber.Of(Request.Query) is not { } number) return NotFound();
        Text = this.ReadSearchText();
        Accounts = new(
            accounts.All(Text, clock.GetUtcNow(), Size, (number - 1L) * Size),
            number,
            Size,
            accounts.Count(Text)
        );
        return Accounts.Exists ? this.PageOrPartial("_Accounts") : NotFound();
    }
}
