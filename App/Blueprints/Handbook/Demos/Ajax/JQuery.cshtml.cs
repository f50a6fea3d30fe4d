using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Ajax;

public sealed class JQueryModel(JQueryDemo demo) : DemonstrationPage(demo)
{
    public JQueryDemo Demo => demo;

    /// <summary>
    /// Without numbers the place in the chapter; with some, their sum: a page, or for htmx the sum alone.
    /// </summary>
    public override IActionResult OnGet()
    {
        if (!Request.Query.ContainsKey("a") && !Request.Query.ContainsKey("b")) return base.OnGet();
        demo.Sum = JQueryApi.SumOf(Request.Query);
        return this.PageOrPartial("_JQuerySum", demo.Sum);
    }
}
