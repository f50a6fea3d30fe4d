using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.Flashing;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Runs;

/// <summary>
/// Puts a failed or cancelled run of a background task back into the queue, whichever account it belongs to.
/// </summary>
public sealed class RunRetryModel(TaskRunStore runs, TaskAdministration board, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    public IActionResult OnPost(long id, string? next)
    {
        if (runs.Find(id) is not { } run) return NotFound();
        if (!board.Retry(id)) flashes.Add(texts["tasks.flash.not_again", texts[run.Task]], FlashCategory.Info);
        return this.SeeOther(LocalPath.Of(next) ?? $"{HttpContext.PageRoot()}/tasks/{id}");
    }
}
