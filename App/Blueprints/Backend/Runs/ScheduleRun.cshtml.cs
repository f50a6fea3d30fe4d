using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Runs;

/// <summary>Runs a scheduled task once, now.</summary>
public sealed class ScheduleRunModel(TaskAdministration board, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public async Task<IActionResult> OnPostAsync(string name)
    {
        if (!await board.RunNow(name)) return NotFound();
        flashes.Add(texts["backend.schedules.flash.run", name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/schedules");
    }
}
