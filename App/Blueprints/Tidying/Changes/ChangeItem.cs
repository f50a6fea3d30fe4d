using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// View model of a recorded bulk change of links: the change, its task run, if any, and the number of links that are
/// not yet changed.
/// </summary>
public sealed record ChangeItem(LinkChange Change, TaskRun? Run, long Left)
{
    /// <summary>Whether the task of the change is waiting or running.</summary>
    public bool IsOpen => Change.FinishedAt is null && Run is { IsOpen: true };

    /// <summary>Whether the task of the change ended before all links were processed.</summary>
    public bool IsHalfDone => Change.FinishedAt is null && Run is { IsOpen: false };

    /// <summary>
    /// Whether the change can be undone: it has ended, at least one changed link still exists, and the change was not
    /// undone before.
    /// </summary>
    public bool CanUndo => Change is { UndoneAt: null, LinkCount: > 0, HasEntries: true }
        && (Change.FinishedAt is not null || IsHalfDone);
}
