using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>The lazily loaded views and their states.</summary>
public sealed class ViewsModel(SiteReports reports) : PageModel
{
    public IReadOnlyList<ViewReport> Views { get; private set; } = [];

    public void OnGet() => Views = [.. reports.Views().OrderBy(view => view.Name, StringComparer.Ordinal)];
}
