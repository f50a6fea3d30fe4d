using App.Blueprints.Accounts;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Search;

[Authorize]
public sealed class EditModel(SavedSearchStore saved, IFlashes flashes, IStringLocalizer texts)
    : SavedSearchFormModel(saved, flashes, texts)
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
        return Save(
            () => saved.Update(User.AccountId(), SearchId, Form.CleanName, Form.ToQuery()),
            texts["search.saved.changed"]
        );
    }
}
