using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>Lists every URL of the library, like the command <c>routes</c>.</summary>
public sealed class RoutesModel(SiteReports reports) : PageModel
{
    public string Text { get; private set; } = "";

    /// <summary>Whether the list includes the many static files.</summary>
    public bool WithFiles { get; private set; }

    public IReadOnlyList<RouteEntry> Routes { get; private set; } = [];

    public IActionResult OnGet()
    {
        (Text, WithFiles) = (this.ReadSearchText(), Request.Query.Get("files", false));
        Routes = [.. reports.Routes().Where(route => WithFiles || !route.IsFile).Where(Holds)];
        return this.PageOrPartial("_Routes");
    }

    bool Holds(RouteEntry route) =>
        route.Address.Contains(Text, StringComparison.OrdinalIgnoreCase)
        || route.Handler.Contains(Text, StringComparison.OrdinalIgnoreCase)
        || route.Blueprint?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true;
}
