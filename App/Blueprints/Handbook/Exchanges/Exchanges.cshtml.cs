using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Exchanges;

/// <summary>The HTTP traffic between this visitor and a demonstration, for the panel below it.</summary>
public sealed class ExchangesModel : PageModel
{
    public IActionResult OnGet(string slug) =>
        Chapters.Find(slug) is null ? NotFound()
        : Request.WantsFragment() ? this.Fragment("_Exchanges", slug)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug })}#exchanges");
}
