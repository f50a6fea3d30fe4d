using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>
/// Shows how often each view has run. The page reloads this table after each response of a view. Requests for the table
/// are not recorded in the HTTP traffic.
/// </summary>
public sealed class DecoratedRunsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.RunsPartial, demo) : base.OnGet();
}
