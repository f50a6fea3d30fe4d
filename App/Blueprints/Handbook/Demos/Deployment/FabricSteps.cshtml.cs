using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Deployment;

/// <summary>
/// The steps of the visitor's last deployment. Requests for it are not recorded in the HTTP traffic, because the page
/// polls it while the deployment runs.
/// </summary>
[Unrecorded]
public sealed class FabricStepsModel(DeploymentDemo demo) : PageModel
{
    public IActionResult OnGet() => Request.WantsFragment()
        ? this.Fragment("_DeploymentSteps", demo)
        : Redirect($"{Url.Page("/Handbook/Chapter", new { slug = demo.Slug })}#demonstration");
}
