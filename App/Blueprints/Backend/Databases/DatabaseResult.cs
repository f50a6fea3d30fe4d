using App.Blueprints.Backend.Metrics;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Databases;

/// <summary>The result of a vacuum: the size of the database before and after it, in bytes.</summary>
sealed record DatabaseVacuumResult : TaskResult
{
    public long Before { get; init; }
    public long After { get; init; }
}

/// <summary>The result of a backup: the name of the file and its size in bytes.</summary>
sealed record DatabaseBackupResult : TaskResult
{
    public string Name { get; init; } = "";
    public long Bytes { get; init; }
}

sealed class DatabaseCheckFormatter(IStringLocalizer texts) : ITaskResultFormatter
{
    public string Task => DatabaseCheck.Name;

    public string? Format(TaskRun run) => texts["backend.databases.sound"];
}

sealed class DatabaseVacuumFormatter(IStringLocalizer texts) : ITaskResultFormatter
{
    public string Task => DatabaseVacuum.Name;

    public string? Format(TaskRun run) =>
        run.ResultAs<DatabaseVacuumResult>() is { } result
            ? texts[
                "backend.databases.vacuumed",
                NumberFormat.Bytes(texts, result.Before),
                NumberFormat.Bytes(texts, result.After)
            ].Value
            : null;
}

sealed class DatabaseBackupFormatter(IStringLocalizer texts) : ITaskResultFormatter
{
    public string Task => DatabaseBackup.Name;

    public string? Format(TaskRun run) => run.ResultAs<DatabaseBackupResult>() is { } result
        ? texts["backend.databases.backed_up", result.Name, NumberFormat.Bytes(texts, result.Bytes)].Value
        : null;
}
