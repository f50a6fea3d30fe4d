using App.Blueprints.Shared;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Flashing;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>
/// Adds a flash message for the owner of a task when the task fails, or when it succeeds and has a result.
/// </summary>
sealed class TaskFlash(IFlashes flashes, TaskResultTexts results, IStringLocalizer texts) : ITaskListener
{
    public void Ended(TaskRun run)
    {
        if (run.AccountId is not { } owner) return;
        if (run.State == TaskState.Failed)
            flashes.AddFor(
                owner,
                texts["tasks.flash.failed", texts[run.Task], TaskTexts.ErrorOf(run, texts)],
                FlashCategory.Error
            );
        else if (results.Of(run) is { Length: > 0 } text)
            flashes.AddFor(owner, text);
    }
}
