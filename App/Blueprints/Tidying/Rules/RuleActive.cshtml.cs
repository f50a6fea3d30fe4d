using App.Blueprints.Accounts;
using App.Blueprints.Links.Rules;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Tidying.Rules;

/// <summary>PUT enables a rule; DELETE disables it.</summary>
[Authorize]
public sealed class RuleActiveModel(LinkRuleStore rules) : PageModel
{
    public IActionResult OnPut(long id) => Set(id, true);

    public IActionResult OnDelete(long id) => Set(id, false);

    IActionResult Set(long id, bool value) =>
        rules.SetActive(User.AccountId(), id, value) ? this.SeeOther($"{HttpContext.PageRoot()}/rules") : NotFound();
}
