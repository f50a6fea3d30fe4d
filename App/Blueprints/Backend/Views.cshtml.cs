using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>Which views are loaded when they are first asked for, and whether they were.</summary>
public sealed class ViewsModel(SiteReports reports) : PageModel
{
    public IReadOnlyList<ViewReport> Views { get; private set; } = [];

    public void OnGet() => Views = [.. reports.Views().OrderBy(view => view.Name, StringComparer.Ordinal)];
}
