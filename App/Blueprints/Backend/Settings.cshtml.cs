using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>The settings as they are in force, and where each came from.</summary>
public sealed class SettingsModel(SiteReports reports) : PageModel
{
    public IReadOnlyList<SettingReport> Settings => reports.Settings;

    public void OnGet() { }
}
