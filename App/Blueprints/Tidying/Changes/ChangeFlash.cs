using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// Adds a flash message when a bulk change of links is cancelled. The message says how many links were changed and how
/// many are left.
/// </summary>
sealed class ChangeFlash(LinkChangeStore changes, PendingLinkStore targets, IFlashes flashes, IStringLocalizer texts)
    : ITaskListener
{
    public void Ended(TaskRun run)
    {
        if (run.Task != ChangeTask.Name || run.State != TaskState.Cancelled || run.AccountId is not { } account)
            return;
        if (changes.FindByRun(account, run.Id) is not { } change)
            return;
        flashes.AddFor(
            account,
            $"{ChangeTexts.Of(change, texts)} {texts["tidying.changes.left", targets.Count(change.Id)]}",
            FlashCategory.Warning
        );
    }
}
