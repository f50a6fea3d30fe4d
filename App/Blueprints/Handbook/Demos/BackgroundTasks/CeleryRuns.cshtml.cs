using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>
/// The visitor's runs. Not recorded, because the page polls it while a run is waiting or running.
/// </summary>
[Unrecorded]
public sealed class CeleryRunsModel(CeleryDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_CeleryRuns", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
