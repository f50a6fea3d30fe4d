using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Tidying;

/// <summary>Lists the recorded bulk changes of links, newest first.</summary>
[Authorize]
public sealed class IndexModel(LinkChangeStore changes) : PageModel
{
    public const int PageSize = 50;

    public IReadOnlyList<LinkChange> Changes { get; private set; } = [];

    public int Number { get; private set; }

    public bool HasMore { get; private set; }

    public IActionResult OnGet()
    {
        if (LinkQuery.PageOf(Request.Query) is not { } number || number > int.MaxValue / PageSize) return NotFound();
        var found = changes.Recent(User.AccountId(), (number - 1) * PageSize, PageSize + 1);
        (Changes, Number, HasMore) = ([.. found.Take(PageSize)], number, found.Count > PageSize);
        return number == 1 || Changes.Count > 0 ? Page() : NotFound();
    }
}
