using App.Blueprints.Accounts;
using App.Blueprints.Links.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Tidying.Rules;

/// <summary>Page that lists the rules that are applied to new links.</summary>
[Authorize]
public sealed class RulesModel(LinkRuleStore rules) : PageModel
{
    public IReadOnlyList<LinkRule> Rules { get; private set; } = [];

    public void OnGet() => Rules = rules.All(User.AccountId());
}
