using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Sqlite;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Search;

/// <summary>What the pages that write a saved search have in common.</summary>
public abstract class SavedSearchFormModel(SavedSearchStore saved, IFlashes flashes, IStringLocalizer texts) : PageModel, IValidatesFields
{
    [BindProperty]
    public SavedSearchForm Form { get; set; } = new();

    public abstract string Address { get; }

    public virtual bool IsEdit => false;

    protected virtual long? Id => null;

    public void ValidateFields()
    {
        if (Form.Name.Length > 0 && Form.CleanName.Length == 0) ModelState.AddModelError("Form.Name", texts["forms.required"]);
        if (Form.AsksNothing) ModelState.AddModelError("Form.Q", texts["search.saved.empty"]);
        if (Form.CleanName.Length > 0 && saved.Find(User.AccountId(), Form.CleanName) is { } same && same.Id != Id) RefuseName();
    }

    /// <summary>Runs <paramref name="write"/> for a form that is valid; another request may have taken the name meanwhile.</summary>
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

/// <summary>Keeps the search that the address carries, as a list does: <c>q tag site is sort</c>.</summary>
[Authorize]
public sealed class NewModel(SavedSearchStore saved, TimeProvider clock, IFlashes flashes, IStringLocalizer texts) : SavedSearchFormModel(saved, flashes, texts)
{
    readonly SavedSearchStore saved = saved;
    readonly IStringLocalizer texts = texts;

    public override string Address => $"{HttpContext.PageRoot()}/searches/new";

    public void OnGet() => Form = SavedSearchForm.Of("", Request.Query);

    public IActionResult OnPost() => Save(
        () =>
        {
            var id = saved.Add(User.AccountId(), Form.CleanName, Form.ToQuery(), clock.GetUtcNow());
            if (id is null) ModelState.AddModelError("Form.Name", texts["search.saved.too_many", SavedSearch.MaxCount]);
            return id is not null;
        },
        texts["search.saved.added"]);
}

[Authorize]
public sealed class EditModel(SavedSearchStore saved, IFlashes flashes, IStringLocalizer texts) : SavedSearchFormModel(saved, flashes, texts)
{
    readonly SavedSearchStore saved = saved;
    readonly IStringLocalizer texts = texts;

    [FromRoute(Name = "id")]
    public long SearchId { get; set; }

    public string Title { get; private set; } = "";

    public override string Address => $"{HttpContext.PageRoot()}/searches/{SearchId}/edit";

    public override bool IsEdit => true;

    protected override long? Id => SearchId;

    public IActionResult OnGet()
    {
        if (saved.Find(User.AccountId(), SearchId) is not { } search) return NotFound();
        Title = search.Name;
        Form = SavedSearchForm.Of(search.Name, search.Values);
        return Page();
    }

    public IActionResult OnPut()
    {
        if (saved.Find(User.AccountId(), SearchId) is not { } search) return NotFound();
        Title = search.Name;
        return Save(() => saved.Update(User.AccountId(), SearchId, Form.CleanName, Form.ToQuery()), texts["search.saved.changed"]);
    }
}
