using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.Flashing;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>Shows a run of a background task. DELETE cancels the run but does not remove it.</summary>
[Authorize]
public sealed class ShowModel(
    TaskRunStore runs,
    TaskLineStore lines,
    IBackgroundTasks tasks,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int Shown = 100;

    public TaskRun Run { get; private set; } = null!;

    /// <summary>The newest log lines.</summary>
    public IReadOnlyList<TaskLine> Lines { get; private set; } = [];

    public IActionResult OnGet(long id)
    {
        if (runs.Find(id, User.AccountId()) is not { } run) return NotFound();
        Run = run;
        if (!Request.WantsFragment()) Lines = lines.Newest(id, Shown);
        return this.PageOrPartial("_TaskCard");
    }

    public IActionResult OnDelete(long id, string? next)
    {
        if (runs.Find(id, User.AccountId()) is not { } run) return NotFound();
        if (tasks.Cancel(id, User.AccountId())) flashes.Add(texts["tasks.flash.cancelled", texts[run.Task]]);
        else flashes.Add(texts["tasks.flash.too_late", texts[run.Task]], FlashCategory.Info);
        return this.SeeOther(LocalPath.Of(next) ?? $"{HttpContext.PageRoot()}/tasks/{id}");
    }
}
