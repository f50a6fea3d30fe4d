using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// Lists the running applications. The page loads this list after each request to an application. Requests for the list
/// do not appear in the HTTP traffic that the chapter shows.
/// </summary>
[Unrecorded]
public sealed class AppDispatchModel(AppDispatchDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.PlacesPartial, demo) : base.OnGet();
}
