using App.Blueprints.Accounts;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Search;

/// <summary>
/// Saves a search under a name. The query string contains the search, with the same parameters as the list of links:
/// <c>q tag site is sort</c>.
/// </summary>
[Authorize]
public sealed class NewModel(SavedSearchStore saved, TimeProvider clock, IFlashes flashes, IStringLocalizer texts)
    : SavedSearchFormModel(saved, flashes, texts)
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
