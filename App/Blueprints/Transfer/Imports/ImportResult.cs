using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The result of an import: how many rows it added, merged into existing links and refused.</summary>
sealed record ImportResult : TaskResult
{
    public long Added { get; init; }
    public long Merged { get; init; }
    public long Refused { get; init; }
}

sealed class ImportResultFormatter(IStringLocalizer texts) : ITaskResultFormatter
{
    public string Task => ImportTask.Name;

    public string? Format(TaskRun run) =>
        run.ResultAs<ImportResult>() is { } result
            ? texts["transfer.summary", result.Added, result.Merged, result.Refused].Value
            : null;
}
