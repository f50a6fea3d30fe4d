using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// Lists the running applications. The page loads this list after each request to an application. Requests for the list
/// are not recorded in the HTTP traffic.
/// </summary>
[Unrecorded]
public sealed class AppDispatchModel(AppDispatchDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.PlacesPartial, demo) : base.OnGet();
}
