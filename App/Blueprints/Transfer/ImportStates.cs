using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Transfer;

/// <summary>Where an import stands, for the list of all of them.</summary>
public enum ImportState { Looking, Waiting, Running, Done, Broken }

/// <summary>Finds out where imports stand from what they and their tasks say.</summary>
public sealed class ImportStates(TaskRunStore runs)
{
    public ImportState Of(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
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
}
