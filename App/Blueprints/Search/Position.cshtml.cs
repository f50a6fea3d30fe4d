using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Search;

/// <summary>The position of a saved search. PUT moves it with <c>?to=up</c> or <c>?to=down</c>.</summary>
[Authorize]
public sealed class PositionModel(SavedSearchStore saved) : PageModel
{
    public IActionResult OnPut(long id)
    {
        var to = Request.Query.Text("to");
        if (to is not ("up" or "down"))
            return BadRequest();
        return saved.Move(User.AccountId(), id, up: to == "up")
            ? this.SeeOther($"{HttpContext.PageRoot()}/searches")
            : NotFound();
    }
}
