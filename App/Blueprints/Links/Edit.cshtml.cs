using App.Blueprints.Accounts;
using App.Blueprints.Links.Trash;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Sqlite.Errors;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>
/// Edits a link on its own page or in place in a list. When the link was changed meanwhile, the form shows both
/// versions, and the person saves again or discards the edit. Typed text is never lost, even when the link was deleted
/// meanwhile.
/// </summary>
[Authorize]
public sealed class EditModel(
    LinkStore links,
    LinkTrashStore trash,
    TagStore tags,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel, IValidatesFields
{
    [BindProperty]
    public LinkForm Form { get; set; } = new();

    /// <summary>Whether to restore the link from the trash before saving.</summary>
    [BindProperty(Name = "restore")]
    public bool Restore { get; set; }

    [FromRoute]
    public long Id { get; set; }

    public LinkFormView Editor { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (links.Find(User.AccountId(), Id) is not { } link) return NotFound();
        Form = LinkForm.Of(link);
        return Show(new() { Form = Form, Id = Id, Version = link.Version }, StatusCodes.Status200OK);
    }

    public void ValidateFields()
    {
        if (links.Find(User.AccountId(), Id) is { } stored) Form.AllowUnchanged(stored, ModelState);
        if (Same() is not null) ModelState.AddModelError("Form.Url", texts["links.have_other"]);
    }

    public IActionResult OnPut()
    {
        var editor = new LinkFormView { Form = Form, Id = Id, Version = Form.Version };
        if (!ModelState.IsValid) return Show(editor with { Same = Same() }, StatusCodes.Status422UnprocessableEntity);
        if (Restore) trash.Restore(User.AccountId(), Id, clock.GetUtcNow());
        try
        {
            if (links.Update(User.AccountId(), Id, Form.Version, Form.ToContent(), clock.GetUtcNow())) return Saved();
        }
        catch (SqliteException error) when (error.IsDuplicate())
        {
            ModelState.AddModelError("Form.Url", texts["links.have_other"]);
            return Show(editor with { Same = Same() }, StatusCodes.Status422UnprocessableEntity);
        }
        return Refused(editor);
    }

    IActionResult Refused(LinkFormView editor)
    {
        if (links.Find(User.AccountId(), Id) is { } theirs)
        {
            // When the form is submitted twice, the stored link already has this content. That is not a conflict.
            if (Form.ToContent().IsSameAs(theirs) && theirs.Url == Form.ToContent().Url.Address) return Saved();
            return Show(editor with { Theirs = theirs, Version = theirs.Version }, StatusCodes.Status409Conflict);
        }
        if (trash.Find(User.AccountId(), Id) is { } trashed)
            return Show(editor with { IsTrashed = true, Version = trashed.Version }, StatusCodes.Status409Conflict);
        return Show(editor with { IsGone = true, Id = null, Version = 0 }, StatusCodes.Status404NotFound);
    }

    IActionResult Saved()
    {
        if (Request.WantsFragment()) return this.Changed(links.Find(User.AccountId(), Id)!);
        flashes.Add(texts["links.saved"]);
        return this.SeeOther($"{HttpContext.PageRoot()}/links/{Id}");
    }

    Link? Same() =>
        LinkUrl.Parse(Form.Url) is { } url && links.FindSame(User.AccountId(), url) is { } same && same.Id != Id
            ? same
            : null;

    IActionResult Show(LinkFormView editor, int status)
    {
        Editor = editor with { InPlace = Request.WantsFragment(), Tags = tags.Suggest(User.AccountId(), "", 50) };
        return this.PageOrPartial("_LinkEditing", Editor, status);
    }
}
