using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Rules;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Rules;

/// <summary>Applies a rule as one bulk change to all links that match the rule now.</summary>
[Authorize]
public sealed class RuleAppliedModel(
    LinkRuleStore rules,
    ChangeStarter changes,
    PendingLinkStore targets,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnPost(long id)
    {
        var account = User.AccountId();
        if (rules.Find(account, id) is not { } rule) return NotFound();
        var ids = rules.Matching(account, rule).Select(link => link.Id).ToList();
        var change = changes.Edit(account, rule.Name, rule.Edit, change => targets.Add(account, change, ids));
        return this.Changed(change, flashes, texts, $"{HttpContext.PageRoot()}/rules/{id}");
    }
}
