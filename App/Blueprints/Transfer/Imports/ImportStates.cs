using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The state of an import, as the list of imports shows it.</summary>
public enum ImportState { Reading, Waiting, Running, Done, Incomplete, Undone }

/// <summary>
/// Determines the state of an import from its database row, the run of its task and the recorded change of links.
/// </summary>
public sealed class ImportStates(TaskRunStore runs, LinkChangeStore changes, LinkUndoStore undos)
{
    public ImportState Of(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (UndoOf(import) is { IsUndone: true }) return ImportState.Undone;
        if (import.FinishedAt is not null) return ImportState.Done;
        return (RunOf(import), import.IsConfirmed) switch
        {
            ({ IsOpen: true }, true) => ImportState.Running,
            ({ IsOpen: true }, false) => ImportState.Reading,
            ({ State: TaskState.Succeeded }, false) => ImportState.Waiting,
            _ => ImportState.Incomplete,
        };
    }

    public TaskRun? RunOf(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.RunId is { } run ? runs.Find(run, import.AccountId) : null;
    }

    /// <summary>
    /// Returns the waiting or running task that makes the preview or the import; null when this task has ended.
    /// </summary>
    public TaskRun? OpenRunOf(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.FinishedAt is null && RunOf(import) is { IsOpen: true } run ? run : null;
    }

    /// <summary>Returns the undo state; null if the import changed nothing or is still running.</summary>
    public ImportUndo? UndoOf(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.ChangeId is not { } id || changes.Find(import.AccountId, id) is not { LinkCount: > 0 } change)
            return null;
        // Each undo or redo reverts the previous change. Follows these changes to the last one, which gives the current
        // state.
        var (last, steps) = (change, 0);
        for (; undos.FindUndoing(import.AccountId, last.Id) is { } next; steps++) last = next;
        var run = last.RunId is { } runId && steps > 0 ? runs.Find(runId, import.AccountId) : null;
        return new(change, last, steps, run);
    }
}

/// <summary>The undo state of an import.</summary>
/// <param name="Change">The recorded change of links that the import made.</param>
/// <param name="Last">The last undo or redo; the import's own change when there was none.</param>
/// <param name="Steps">How many undos and redos there were.</param>
/// <param name="Run">The task run of the last undo or redo; null when no task was needed.</param>
public sealed record ImportUndo(LinkChange Change, LinkChange Last, int Steps, TaskRun? Run)
{
    public bool IsUndone => Steps % 2 == 1;

    /// <summary>Whether the last undo or redo is incomplete: running or stopped.</summary>
    public bool IsOpen => Steps > 0 && Last.FinishedAt is null;

    /// <summary>Whether the last undo or redo is waiting or running.</summary>
    public bool IsRunning => IsOpen && Run is null or { IsOpen: true };
}
