using App.Patterns.BackgroundTasks;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Shared;

/// <summary>Translates the error of a failed background task run.</summary>
static class TaskTexts
{
    /// <summary>The error that is stored for a task run when the worker process crashed too often during it.</summary>
    public const string WorkerDeathKey = "tasks.worker_died";

    public static string ErrorOf(TaskRun run, IStringLocalizer texts) => Of(run.Error, texts);

    /// <param name="error">The stored error; null for an unexpected error.</param>
    /// <param name="texts">The localized texts.</param>
    public static string Of(string? error, IStringLocalizer texts) => error switch
    {
        null => texts["tasks.unexpected"],
        WorkerDeathKey => texts["tasks.worker_died"],
        _ => error,
    };
}
