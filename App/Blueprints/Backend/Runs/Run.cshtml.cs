using App.Blueprints.Backend.People;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.Flashing;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Runs;

/// <summary>Shows one run of a background task, whichever account it belongs to. DELETE cancels the run.</summary>
public sealed class RunModel(
    TaskRunStore runs,
    TaskLineStore lines,
    TaskAdministration board,
    AccountListStore accounts,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int Shown = 200;

    public TaskRun Run { get; private set; } = null!;

    /// <summary>The newest lines of the run's log.</summary>
    public IReadOnlyList<TaskLine> Lines { get; private set; } = [];

    public string? Name { get; private set; }

    public IActionResult OnGet(long id)
    {
        if (runs.Find(id) is not { } run) return NotFound();
        Run = run;
        Lines = lines.Newest(id, Shown);
        Name = run.AccountId is { } account ? accounts.Names([account]).GetValueOrDefault(account) : null;
        return this.PageOrPartial("_Run");
    }

    public IActionResult OnDelete(long id, string? next)
    {
        if (runs.Find(id) is not { } run) return NotFound();
        if (board.Cancel(id)) flashes.Add(texts["tasks.flash.cancelled", texts[run.Task]]);
        else flashes.Add(texts["tasks.flash.too_late", texts[run.Task]], FlashCategory.Info);
        return this.SeeOther(LocalPath.Of(next) ?? $"{HttpContext.PageRoot()}/tasks/{id}");
    }
}
