using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>The effective settings and the source of each.</summary>
public sealed class SettingsModel(SiteReports reports) : PageModel
{
    public IReadOnlyList<SettingReport> Settings => reports.Settings;

    public void OnGet() { }
}
