using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// A change as it is shown: with the task that makes it, where there is one, and the links it has still to do.
/// </summary>
public sealed record ChangeItem(LinkChange Change, TaskRun? Run, long Left)
{
    /// <summary>At work, or waiting for its turn.</summary>
    public bool IsOpen => Change.FinishedAt is null && Run is { IsOpen: true };

    /// <summary>Stopped before its end.</summary>
    public bool IsHalfDone => Change.FinishedAt is null && Run is { IsOpen: false };

    /// <summary>Whether there is something to undo that has not been undone.</summary>
    public bool CanUndo => Change is { UndoneAt: null, LinkCount: > 0, HasEntries: true }
        && (Change.FinishedAt is not null || IsHalfDone);
}
