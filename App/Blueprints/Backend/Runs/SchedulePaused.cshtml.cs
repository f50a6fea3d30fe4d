using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Runs;

/// <summary>Pauses a schedule (PUT) or resumes it (DELETE).</summary>
public sealed class SchedulePausedModel(TaskAdministration board, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public async Task<IActionResult> OnPutAsync(string name) =>
        await board.Pause(name) ? FlashAndRedirect(texts["backend.schedules.flash.paused", name]) : NotFound();

    public async Task<IActionResult> OnDeleteAsync(string name) =>
        await board.Resume(name) ? FlashAndRedirect(texts["backend.schedules.flash.resumed", name]) : NotFound();

    IActionResult FlashAndRedirect(string text)
    {
        flashes.Add(text);
        return this.SeeOther($"{HttpContext.PageRoot()}/schedules");
    }
}
