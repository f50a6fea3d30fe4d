using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>
/// The table of runs, which reloads after each response of the views. Its requests are not recorded in the HTTP
/// traffic.
/// </summary>
public sealed class DecoratedRunsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.RunsPartial, demo) : base.OnGet();
}
