using App.Blueprints.Accounts;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>Redirects to a random link, preferably one that is older than 30 days.</summary>
[Authorize]
public sealed class RandomModel(RediscoveryStore rediscovery, TimeProvider clock) : PageModel
{
    static readonly TimeSpan age = TimeSpan.FromDays(30);

    public IActionResult OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        var id = rediscovery.Any(User.AccountId(), clock.GetUtcNow() - age, Random.Shared);
        return LocalRedirect(id is null ? $"{HttpContext.PageRoot()}/links" : $"{HttpContext.PageRoot()}/links/{id}");
    }
}
