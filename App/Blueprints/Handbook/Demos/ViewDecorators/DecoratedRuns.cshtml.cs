using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>The table of runs, which the responses of the views load again; not recorded among the exchanges.</summary>
public sealed class DecoratedRunsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    public override IActionResult OnGet() =>
        Request.WantsFragment() ? this.Fragment(demo.RunsPartial, demo) : base.OnGet();
}
