using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend;

/// <summary>Lists the settings: the value in effect, and the file, variable or option that set it.</summary>
public sealed class SettingsModel(SiteReports reports) : PageModel
{
    public IReadOnlyList<SettingReport> Settings => reports.Settings;

    public void OnGet() { }
}
