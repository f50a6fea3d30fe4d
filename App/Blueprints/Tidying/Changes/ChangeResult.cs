using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>The result of a bulk change: how many links it changed and how many it left unchanged.</summary>
sealed record ChangeResult : TaskResult
{
    public bool IsUndo { get; init; }
    public long Changed { get; init; }
    public long Kept { get; init; }
}

sealed class ChangeResultFormatter(IStringLocalizer texts) : ITaskResultFormatter
{
    public string Task => ChangeTask.Name;

    public string? Format(TaskRun run) =>
        run.ResultAs<ChangeResult>() is { } result
            ? ChangeTexts.Of(result.IsUndo, result.Changed, result.Kept, texts)
            : null;
}
