using App.Blueprints.Backend.Metrics;
using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>The start page of the backend: figures and plots about the last day, week or month.</summary>
public sealed class IndexModel(SiteOverview overview) : PageModel
{
    public SiteOverview Overview => overview;

    public OverviewPeriod Period { get; private set; } = OverviewPeriod.Of(null);

    public IActionResult OnGet()
    {
        Period = OverviewPeriod.Of(Request.Query.Text("period"));
        overview.Read(Period);
        return this.PageOrPartial("_Overview");
    }
}
