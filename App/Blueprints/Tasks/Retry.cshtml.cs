using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>Enqueues the task of a failed or cancelled run again.</summary>
[Authorize]
public sealed class RetryModel(TaskRunStore runs, IBackgroundTasks tasks, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    public IActionResult OnPost(long id, string? next)
    {
        if (runs.Find(id, User.AccountId()) is not { } run)
            return NotFound();
        if (!tasks.Retry(id, User.AccountId()))
            flashes.Add(texts["tasks.flash.not_again", texts[run.Task]], FlashCategory.Info);
        return this.SeeOther(LocalPath.Of(next) ?? $"{HttpContext.PageRoot()}/tasks/{id}");
    }
}
