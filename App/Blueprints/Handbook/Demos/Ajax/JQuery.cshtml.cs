using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Ajax;

public sealed class JQueryModel(JQueryDemo demo) : DemonstrationPage(demo)
{
    public JQueryDemo Demo => demo;

    /// <summary>
    /// Redirects to the chapter when the query has no numbers. Otherwise returns their sum as a page, or as a fragment
    /// for htmx.
    /// </summary>
    public override IActionResult OnGet()
    {
        if (!Request.Query.ContainsKey("a") && !Request.Query.ContainsKey("b")) return base.OnGet();
        demo.Sum = JQueryApi.SumOf(Request.Query);
        return this.PageOrPartial("_JQuerySum", demo.Sum);
    }
}
