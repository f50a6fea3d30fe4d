using System.Text.Json.Serialization;

namespace App.Patterns.BackgroundTasks.Results;

/// <summary>The base type of task results that are shown to the owner of the run.</summary>
/// <remarks>
/// The result is stored as JSON. A derived record contains numbers and names, not sentences, because an
/// <see cref="ITaskResultFormatter"/> formats the result later, in the language of the reader.
/// </remarks>
public record TaskResult
{
    /// <summary>A complete sentence that an earlier version of the application stored. It is shown unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>
    /// The path of a page with details, such as <c>/links</c>, without path base and language prefix.
    /// </summary>
    public string? Url { get; init; }
}

/// <summary>Formats the results of one task in the current language.</summary>
public interface ITaskResultFormatter
{
    /// <summary>The name with which the task is registered.</summary>
    string Task { get; }

    /// <summary>Formats the result of a run.</summary>
    /// <param name="run">A succeeded run.</param>
    /// <returns>A sentence; <see langword="null"/> when there is nothing to report.</returns>
    string? Format(TaskRun run);
}

/// <summary>Formats the results of all tasks in the current language.</summary>
/// <param name="formatters">At most one for each task.</param>
public sealed class TaskResultTexts(IEnumerable<ITaskResultFormatter> formatters)
{
    /// <summary>Formats the result of a run.</summary>
    /// <param name="run">Any run.</param>
    /// <returns>
    /// A sentence; <see langword="null"/> when the run has not succeeded or there is nothing to report.
    /// </returns>
    public string? Of(TaskRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.State != TaskState.Succeeded || run.Result is null) return null;
        return run.ResultAs<TaskResult>()?.Text is { Length: > 0 } stored
            ? stored
            : formatters.FirstOrDefault(formatter => formatter.Task == run.Task)?.Format(run);
    }
}
