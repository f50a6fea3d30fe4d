using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// Which of the applications live; asked after each request to one, and so not in the list of what went to and fro
/// itself.
/// </summary>
[Unrecorded]
public sealed class AppDispatchModel(AppDispatchDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.PlacesPartial, demo) : base.OnGet();
}
