using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Tasks;

/// <summary>
/// Lists the user's background tasks: first the running and waiting ones, then the finished ones, newest first.
/// </summary>
[Authorize]
public sealed class IndexModel(TaskListStore runs) : PageModel
{
    public const int Limit = 50;

    public IReadOnlyList<TaskRun> Runs { get; private set; } = [];

    public long Hidden { get; private set; }

    public bool AnyOpen => Runs.Any(run => run.IsOpen);

    public IActionResult OnGet()
    {
        var account = User.AccountId();
        Runs = [.. runs.Open(account, Limit), .. runs.Ended(account, Limit)];
        Hidden = runs.CountOpen(account) - Runs.Count(run => run.IsOpen);
        return this.PageOrPartial("_TaskList");
    }
}
