using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Rules;

/// <summary>
/// Creates a rule for new links. The query parameters <c>host</c>, <c>path</c>, <c>words</c> and <c>tags</c> prefill
/// the form.
/// </summary>
public sealed class NewRuleModel(
    LinkRuleStore rules,
    TagStore tags,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : RuleFormModel(rules, tags, texts)
{
    readonly LinkRuleStore rules = rules;
    readonly IStringLocalizer texts = texts;

    public IActionResult OnGet()
    {
        var query = Request.Query;
        Form = new()
        {
            Host = query.Text("host"),
            Path = query.Text("path"),
            Words = query.Text("words"),
            Tags = query.Text("tags"),
        };
        return Show(StatusCodes.Status200OK);
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return Show(StatusCodes.Status422UnprocessableEntity);
        if (IsPreview) return Show(StatusCodes.Status200OK, previews: true);
        var rule = Form.ToRule();
        // If an equal rule exists, does not add another one: the user may have submitted the form twice.
        var same = rules
            .All(User.AccountId())
            .FirstOrDefault(one => one with { Id = 0, Position = 0, Version = 0, IsActive = true } == rule);
        if ((same?.Id ?? rules.Add(User.AccountId(), rule, clock.GetUtcNow())) is not { } id)
        {
            ModelState.AddModelError("", texts["tidying.rules.too_many", LinkRule.MaxCount]);
            return Show(StatusCodes.Status422UnprocessableEntity);
        }
        flashes.Add(texts["tidying.rules.saved"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/rules/{id}");
    }
}
