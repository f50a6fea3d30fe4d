using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Sqlite.Errors;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Search;

/// <summary>The base class of the pages that create or edit a saved search.</summary>
public abstract class SavedSearchFormModel(SavedSearchStore saved, IFlashes flashes, IStringLocalizer texts)
    : PageModel,
        IValidatesFields
{
    [BindProperty]
    public SavedSearchForm Form { get; set; } = new();

    public abstract string Address { get; }

    public virtual bool IsEdit => false;

    protected virtual long? Id => null;

    public void ValidateFields()
    {
        if (Form.Name.Length > 0 && Form.CleanName.Length == 0)
            ModelState.AddModelError("Form.Name", texts["forms.required"]);
        if (Form.AsksNothing)
            ModelState.AddModelError("Form.Q", texts["search.saved.empty"]);
        if (Form.CleanName.Length > 0 && saved.Find(User.AccountId(), Form.CleanName) is { } same && same.Id != Id)
            RefuseName();
    }

    /// <summary>
    /// Runs <paramref name="write"/> when the form is valid. If another request used the name meanwhile, redisplays the
    /// form with an error.
    /// </summary>
    protected IActionResult Save(Func<bool> write, string done)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (!ModelState.IsValid) return Refused();
        try
        {
            if (!write()) return ModelState.IsValid ? NotFound() : Refused();
        }
        catch (SqliteException error) when (error.IsDuplicate())
        {
            RefuseName();
            return Refused();
        }
        flashes.Add(done);
        return this.SeeOther($"{HttpContext.PageRoot()}/searches");
    }

    void RefuseName() => ModelState.AddModelError("Form.Name", texts["search.saved.taken"]);

    PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
