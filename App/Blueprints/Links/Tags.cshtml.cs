using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links;

[Authorize]
public sealed class TagsModel(TagStore tags) : PageModel
{
    public IReadOnlyList<Tag> Tags { get; private set; } = [];

    public void OnGet() => Tags = tags.All(User.AccountId());
}
