using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend;

/// <summary>One run of any account; deleting it cancels it.</summary>
public sealed class RunModel(TaskRunStore runs, TaskBoard board, AccountListStore accounts, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public TaskRun Run { get; private set; } = null!;

    public string? Name { get; private set; }

    public IActionResult OnGet(long id)
    {
        if (runs.Find(id) is not { } run) return NotFound();
        Run = run;
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
