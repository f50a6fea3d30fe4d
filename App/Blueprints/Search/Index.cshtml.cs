using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Search;

[Authorize]
public sealed class IndexModel(SavedSearchStore saved) : PageModel
{
    public IReadOnlyList<SavedSearch> Searches { get; private set; } = [];

    public void OnGet() => Searches = saved.All(User.AccountId());
}
