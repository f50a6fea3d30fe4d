using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>
/// Asked again and again while something is under way, and so not written down in the list of what went to and fro.
/// </summary>
[Unrecorded]
public sealed class CeleryRunsModel(CeleryDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_CeleryRuns", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
