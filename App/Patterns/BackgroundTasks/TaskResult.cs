using System.Text.Json.Serialization;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// What a task that its owner watches may return. It is stored as JSON, so it holds numbers and names and no sentence:
/// a record derived from it has the numbers, and an <see cref="ITaskResultFormatter"/> makes the sentence in the
/// language of the reader.
/// </summary>
public record TaskResult
{
    /// <summary>A sentence, as earlier versions stored it. It is shown as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>
    /// The path of a page with more about the result, below the root of the pages, such as <c>/links</c>.
    /// </summary>
    public string? Url { get; init; }
}

/// <summary>Makes the sentence that shows the result of one kind of task, in the current language.</summary>
public interface ITaskResultFormatter
{
    /// <summary>The name with which the task is registered.</summary>
    string Task { get; }

    /// <summary>The sentence for a run that succeeded; null when there is nothing to say.</summary>
    string? Format(TaskRun run);
}

/// <summary>The results of all kinds of tasks as sentences in the current language.</summary>
/// <param name="formatters">One for each kind of task that has something to say.</param>
public sealed class TaskResultTexts(IEnumerable<ITaskResultFormatter> formatters)
{
    /// <summary>The sentence for a run; null when it did not succeed or there is nothing to say.</summary>
    public string? Of(TaskRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.State != TaskState.Succeeded || run.Result is null) return null;
        return run.ResultAs<TaskResult>()?.Text is { Length: > 0 } stored
            ? stored
            : formatters.FirstOrDefault(formatter => formatter.Task == run.Task)?.Format(run);
    }
}
