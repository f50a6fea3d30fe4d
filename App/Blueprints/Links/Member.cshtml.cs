using App.Blueprints.Accounts;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links;

/// <summary>A member's public links, for everybody.</summary>
public sealed class MemberModel(AccountStore accounts, LinkSearchStore searches) : PageModel
{
    public string Name { get; private set; } = "";

    public LinkListing Listing { get; private set; } = null!;

    public IActionResult OnGet(string name)
    {
        if (accounts.Find(name) is not { } account || LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        var query = LinkQuery.Of(Request.Query) with { State = null };
        var page = searches.FindPublic(account.Id, query, number);
        if (!page.Exists) return NotFound();
        if (account.Name != name) return LocalRedirectPermanentPreserveMethod(Address(account) + Request.QueryString);
        Name = account.Name;
        Listing = new() { Page = page, Query = query, Address = Address(account) };
        return this.List(Listing);
    }

    string Address(Account account) => $"{HttpContext.PageRoot()}/@{Uri.EscapeDataString(account.Name)}";
}
