using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Where an import stands, for the list of all of them.</summary>
public enum ImportState { Looking, Waiting, Running, Done, Broken, Undone }

/// <summary>Finds out where imports stand from what they, their tasks and their changes say.</summary>
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
            ({ IsOpen: true }, false) => ImportState.Looking,
            ({ State: TaskState.Succeeded }, false) => ImportState.Waiting,
            _ => ImportState.Broken,
        };
    }

    public TaskRun? RunOf(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return import.RunId is { } run ? runs.Find(run, import.AccountId) : null;
    }

    /// <summary>Null for an import that changed nothing or is still at it.</summary>
    public ImportUndo? UndoOf(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.ChangeId is not { } id || changes.Find(import.AccountId, id) is not { LinkCount: > 0 } change)
            return null;
        // What was taken back can be brought back and taken back again: the last link of the chain says how it stands.
        var (last, steps) = (change, 0);
        for (; undos.FindUndoing(import.AccountId, last.Id) is { } next; steps++) last = next;
        var run = last.RunId is { } runId && steps > 0 ? runs.Find(runId, import.AccountId) : null;
        return new(change, last, steps, run);
    }
}

/// <summary>What came of an import after it was done.</summary>
/// <param name="Change">What it did.</param>
/// <param name="Last">What was done about that last; the import itself when nothing was.</param>
/// <param name="Steps">How often it was taken back and brought back.</param>
/// <param name="Run">The task of the last step, when it needed one.</param>
public sealed record ImportUndo(LinkChange Change, LinkChange Last, int Steps, TaskRun? Run)
{
    public bool IsUndone => Steps % 2 == 1;

    /// <summary>Whether the last step has still links to do.</summary>
    public bool IsOpen => Steps > 0 && Last.FinishedAt is null;
}
