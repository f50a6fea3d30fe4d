using System.Diagnostics;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend;

/// <summary>
/// Lists the mounted applications that are running, and shows the memory of the process. The memory of one application
/// cannot be measured, because all applications share one heap.
/// </summary>
public sealed class ApplicationsModel(SiteReports reports, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IReadOnlyList<MountedReport> Applications { get; private set; } = [];

    public long ResidentBytes { get; private set; }

    public long HeapBytes { get; private set; }

    public int Threads { get; private set; }

    public TimeSpan Up { get; private set; }

    public void OnGet()
    {
        Applications = [.. reports.Applications().OrderBy(app => app.Name, StringComparer.Ordinal)];
        using var process = Process.GetCurrentProcess();
        (ResidentBytes, HeapBytes, Threads) = (
            process.WorkingSet64,
            GC.GetTotalMemory(forceFullCollection: false),
            process.Threads.Count
        );
        Up = DateTime.Now - process.StartTime;
    }

    public IActionResult OnDelete(string? name)
    {
        if (reports.Applications().FirstOrDefault(app => app.Name == name) is not { } app) return NotFound();
        // End() waits for all requests, which can include this one. So it is called after this response and not
        // awaited.
        HttpContext.Response.OnCompleted(() =>
        {
            _ = app.End();
            return Task.CompletedTask;
        });
        flashes.Add(texts["backend.applications.ending", app.Name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/applications");
    }
}
