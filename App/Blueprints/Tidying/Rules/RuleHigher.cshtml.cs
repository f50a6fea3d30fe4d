using App.Blueprints.Accounts;
using App.Blueprints.Links.Rules;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Tidying.Rules;

/// <summary>Moves a rule one position up.</summary>
[Authorize]
public sealed class RuleHigherModel(LinkRuleStore rules) : PageModel
{
    public IActionResult OnPut(long id) =>
        rules.MoveUp(User.AccountId(), id) ? this.SeeOther($"{HttpContext.PageRoot()}/rules") : NotFound();
}
