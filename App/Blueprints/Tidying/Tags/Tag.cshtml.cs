using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Shared;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Tags;

public sealed class TagForm
{
    [DataRequired(Message = "tidying.tags.no_name"), TagList]
    public string Name { get; set => field = value ?? ""; } = "";
}

/// <summary>
/// Shows a tag. PUT renames it; if another tag has the new name, the two are merged. DELETE removes it from every
/// link.
/// </summary>
[Authorize]
public sealed class TagModel(TagStore tags, ChangeStarter changes, IFlashes flashes, IStringLocalizer texts)
    : PageModel,
        IValidatesFields
{
    [BindProperty]
    public TagForm Form { get; set; } = new();

    [FromRoute]
    public long Id { get; set; }

    public Tag Tag { get; private set; } = null!;

    string ListAddress => $"{HttpContext.PageRoot()}/tags";

    public IActionResult OnGet()
    {
        if (!Load()) return NotFound();
        Form.Name = Tag.Name;
        return Page();
    }

    public void ValidateFields()
    {
        if (TagNames.KeyOf(TagNames.Clean(Form.Name)).Length == 0)
            ModelState.AddModelError("Form.Name", texts["tidying.tags.no_name"]);
    }

    public IActionResult OnPut()
    {
        if (!Load()) return NotFound();
        if (!ModelState.IsValid) return this.Invalid("_TagForm");
        var name = TagNames.Clean(Form.Name);
        if (TagNames.KeyOf(name) != TagNames.KeyOf(Tag.Name))
            return this.Changed(changes.Retag(User.AccountId(), [Tag], name), flashes, texts, ListAddress);
        tags.Respell(User.AccountId(), Id, name);
        flashes.Add(texts["tidying.tags.renamed"]);
        return this.SeeOther(ListAddress);
    }

    public IActionResult OnDelete()
    {
        if (!Load()) return NotFound();
        if (!this.IsConfirmed())
            return this.RequireConfirmation(
                TagConfirmations.Of([Tag], texts) with
                {
                    Url = $"{ListAddress}/{Id}",
                    Cancel = ListAddress,
                }
            );
        return this.Changed(changes.Retag(User.AccountId(), [Tag], into: null), flashes, texts, ListAddress);
    }

    bool Load()
    {
        if (tags.Find(User.AccountId(), [Id]) is not [var tag]) return false;
        Tag = tag;
        return true;
    }
}
