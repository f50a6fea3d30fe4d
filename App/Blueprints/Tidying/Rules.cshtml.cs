using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying;

/// <summary>What is done with new links.</summary>
[Authorize]
public sealed class RulesModel(LinkRuleStore rules) : PageModel
{
    public IReadOnlyList<LinkRule> Rules { get; private set; } = [];

    public void OnGet() => Rules = rules.All(User.AccountId());
}

/// <summary>Whether a rule acts.</summary>
[Authorize]
public sealed class RuleActiveModel(LinkRuleStore rules) : PageModel
{
    public IActionResult OnPut(long id) => Set(id, true);

    public IActionResult OnDelete(long id) => Set(id, false);

    IActionResult Set(long id, bool value) =>
        rules.SetActive(User.AccountId(), id, value) ? this.SeeOther($"{HttpContext.PageRoot()}/rules") : NotFound();
}

/// <summary>A rule one place higher.</summary>
[Authorize]
public sealed class RuleHigherModel(LinkRuleStore rules) : PageModel
{
    public IActionResult OnPut(long id) => rules.MoveUp(User.AccountId(), id) ? this.SeeOther($"{HttpContext.PageRoot()}/rules") : NotFound();
}

/// <summary>A rule made to act on all links that it matches now, as one change.</summary>
[Authorize]
public sealed class RuleAppliedModel(LinkRuleStore rules, LinkChanges changes, LinkTargetStore targets, IFlashes flashes, IStringLocalizer texts) : PageModel
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
