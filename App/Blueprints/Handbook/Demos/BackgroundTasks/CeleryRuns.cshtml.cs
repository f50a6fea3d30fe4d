using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>
/// The list of the visitor's runs. Requests for it are not recorded in the HTTP traffic, because the page polls it
/// while a run is waiting or running.
/// </summary>
[Unrecorded]
public sealed class CeleryRunsModel(CeleryDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_CeleryRuns", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
