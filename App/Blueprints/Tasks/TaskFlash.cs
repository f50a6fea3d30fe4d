using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>Tells the owner how a task ended: what the task has to say of its success, and every failure.</summary>
sealed class TaskFlash(IFlashes flashes, IStringLocalizer texts) : ITaskListener
{
    public void Ended(TaskRun run)
    {
        if (run.AccountId is not { } owner) return;
        if (run.State == TaskState.Failed)
            flashes.AddFor(owner, texts["tasks.flash.failed", texts[run.Task], run.Error ?? texts["tasks.unexpected"]], FlashCategory.Error);
        else if (run.ResultAs<TaskResult>()?.Text is { Length: > 0 } text && run.State == TaskState.Succeeded)
            flashes.AddFor(owner, text);
    }
}
