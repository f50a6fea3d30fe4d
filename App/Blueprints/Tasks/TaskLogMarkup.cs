using System.Globalization;
using System.Text.Encodings.Web;
using App.Blueprints.Shared;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Results;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>An entry of a task's log: a line, a gap where lines were deleted, or the state of the run.</summary>
public sealed record TaskLogEntry
{
    public TaskLine? Line { get; init; }

    public bool IsGap { get; init; }

    public TaskRun? State { get; init; }
}

/// <summary>
/// Renders a log entry as a list item. The log page, the event stream and the task page all use this markup.
/// </summary>
static class TaskLogMarkup
{
    public static IHtmlContent Of(TaskLogEntry entry, TaskResultTexts results, IStringLocalizer texts)
    {
        var item = new TagBuilder("li");
        if (entry.Line is { } line)
        {
            item.Attributes["data-line"] = line.Number.ToString(CultureInfo.InvariantCulture);
            item.InnerHtml.AppendHtml(Time(line.SaidAt)).Append(" ").AppendHtml(Said(line.Text));
        }
        else if (entry.State is { } run)
        {
            item.Attributes["data-task-state"] = run.State.ToString().ToLowerInvariant();
            item.AddCssClass("muted");
            item.InnerHtml.AppendHtml(Time(run.FinishedAt ?? run.StartedAt ?? run.CreatedAt))
                .Append(" ")
                .Append(State(run, results, texts));
        }
        else
        {
            item.AddCssClass("muted");
            item.InnerHtml.Append(texts["tasks.log.earlier"]);
        }
        return item;
    }

    public static string Text(TaskLogEntry entry, TaskResultTexts results, IStringLocalizer texts)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Of(entry, results, texts).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    static string State(TaskRun run, TaskResultTexts results, IStringLocalizer texts) => run.State switch
    {
        TaskState.Waiting => texts["tasks.state.waiting"],
        TaskState.Running => texts["tasks.state.running"],
        TaskState.Succeeded => results.Of(run) ?? texts["tasks.state.succeeded"],
        TaskState.Failed => TaskTexts.ErrorOf(run, texts),
        _ => texts["tasks.state.cancelled"],
    };

    static TagBuilder Time(DateTimeOffset at)
    {
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = at.ToString("u", CultureInfo.InvariantCulture);
        time.InnerHtml.Append(at.ToString("T", CultureInfo.CurrentCulture));
        return time;
    }

    static TagBuilder Said(string text)
    {
        var said = new TagBuilder("span");
        said.Attributes["dir"] = "auto";
        said.InnerHtml.Append(text);
        return said;
    }
}
