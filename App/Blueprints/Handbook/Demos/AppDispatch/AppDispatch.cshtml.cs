using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// The list of running applications. Requests for it are not recorded in the HTTP traffic, because the page loads it
/// after each request to one of them.
/// </summary>
[Unrecorded]
public sealed class AppDispatchModel(AppDispatchDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.PlacesPartial, demo) : base.OnGet();
}
