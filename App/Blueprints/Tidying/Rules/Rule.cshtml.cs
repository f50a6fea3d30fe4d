using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Rules;

/// <summary>
/// Base class of the pages that create and edit a rule for new links. They show a form and, before the rule is saved, a
/// preview of the links that match.
/// </summary>
[Authorize]
public abstract class RuleFormModel(LinkRuleStore rules, TagStore tags, IStringLocalizer texts)
    : PageModel,
        IValidatesFields
{
    [BindProperty]
    public RuleForm Form { get; set; } = new();

    /// <summary>Whether to show only the links that match the rule, without saving the rule.</summary>
    [BindProperty(Name = "preview")]
    public bool IsPreview { get; set; }

    public RuleEditor Editor { get; private set; } = null!;

    public void ValidateFields() => Form.Validate(ModelState, texts);

    protected IActionResult Show(int status, long? id = null, bool previews = false, bool isConflict = false)
    {
        Editor = new() { Id = id, Form = Form, IsConflict = isConflict, Tags = tags.Suggest(User.AccountId(), "", 50) };
        if (previews) Editor = Editor.WithPreview(rules.Matching(User.AccountId(), Form.ToRule()));
        return this.PageOrPartial("_RuleForm", Editor, status);
    }
}

/// <summary>Shows a rule and the links that match it now. PUT edits the rule; DELETE deletes it.</summary>
public sealed class RuleModel(LinkRuleStore rules, TagStore tags, IFlashes flashes, IStringLocalizer texts)
    : RuleFormModel(rules, tags, texts)
{
    readonly LinkRuleStore rules = rules;
    readonly IStringLocalizer texts = texts;

    public IActionResult OnGet(long id)
    {
        if (rules.Find(User.AccountId(), id) is not { } rule) return NotFound();
        Form = RuleForm.Of(rule);
        return Show(StatusCodes.Status200OK, id, previews: true);
    }

    public IActionResult OnPut(long id)
    {
        if (rules.Find(User.AccountId(), id) is not { } rule)
            return NotFound();
        if (!ModelState.IsValid)
            return Show(StatusCodes.Status422UnprocessableEntity, id);
        if (IsPreview)
            return Show(StatusCodes.Status200OK, id, previews: true);
        if (
            !rules.Update(User.AccountId(), Form.ToRule(id))
            && Form.ToRule(id) with
            {
                IsActive = rule.IsActive,
                Position = rule.Position,
                Version = rule.Version,
            } != rule
        )
        {
            Form.Version = rule.Version;
            ModelState.Remove("Form.Version");
            return Show(StatusCodes.Status409Conflict, id, isConflict: true);
        }
        flashes.Add(texts["tidying.rules.saved"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/rules/{id}");
    }

    public IActionResult OnDelete(long id)
    {
        if (rules.Find(User.AccountId(), id) is not { } rule) return NotFound();
        if (!this.IsConfirmed())
            return this.RequireConfirmation(new()
            {
                Question = texts["tidying.rules.confirm", rule.Name],
                Consequences = [texts["tidying.rules.confirm.text"]],
                Button = texts["tidying.rules.delete"],
                Url = this.UrlOf($"/rules/{id}"),
                Cancel = this.UrlOf("/rules"),
            });
        if (!rules.Delete(User.AccountId(), id)) return NotFound();
        flashes.Add(texts["tidying.rules.deleted"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/rules");
    }
}
