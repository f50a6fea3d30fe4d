using App.Blueprints.Accounts;
using App.Blueprints.Links.Samples;
using App.Blueprints.Search;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links.Lists;

[Authorize]
public sealed class IndexModel(
    LinkSearchStore searches,
    LinkListStore lists,
    SavedSearchStore saved,
    SampleLibrary sample
) : PageModel
{
    public LinkListing Listing { get; private set; } = null!;

    public IActionResult OnGet()
    {
        var query = LinkQuery.Of(Request.Query);
        if (LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        var page = searches.Find(User.AccountId(), query, number);
        if (!page.Exists) return NotFound();
        Listing = new()
        {
            Page = page,
            Query = query,
            Address = $"{HttpContext.PageRoot()}/links",
            Counts = lists.Counts(User.AccountId()),
            Saved = saved.All(User.AccountId()),
            IsOwner = true,
            HasSample = query.ToQueryString(number).Length == 0 && sample.IsIn(User.AccountId()),
        };
        return this.List(Listing);
    }
}
