using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Results;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>
/// Shows the log of a task run. The page is streamed until the run ends. An htmx request gets the log as server-sent
/// events; after a reconnect, the events resume after the last received line.
/// </summary>
[Authorize]
public sealed class LogModel(TaskRunStore runs, TaskLog log, TaskResultTexts results, IStringLocalizer texts)
    : PageModel
{
    public TaskRun Run { get; private set; } = null!;

    public TaskResultTexts Results => results;

    public async Task<IActionResult> OnGetAsync(long id, long after = 0)
    {
        if (runs.Find(id, User.AccountId()) is not { } run) return NotFound();
        Run = run;
        Response.Headers.CacheControl = "no-store";
        Response.Headers.Vary = "HX-Request";
        if (!Request.WantsFragment())
            return Page();
        if (!HttpMethods.IsHead(Request.Method))
            await TypedResults
                .ServerSentEvents(Events(LastSeen() ?? after, HttpContext.RequestAborted))
                .ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>Yields the current state, then all log lines until the run ends, then the final state.</summary>
    public async IAsyncEnumerable<TaskLogEntry> Entries([EnumeratorCancellation] CancellationToken cancelled = default)
    {
        yield return new() { State = Run };
        var next = 1L;
        await foreach (var line in log.Follow(Run.Id, cancelled: cancelled))
        {
            if (line.Number > next) yield return new() { IsGap = true };
            yield return new() { Line = line };
            next = line.Number + 1;
        }
        if (Run.IsOpen && runs.Find(Run.Id) is { } ended) yield return new() { State = ended };
    }

    async IAsyncEnumerable<SseItem<string>> Events(long after, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await foreach (var line in log.Follow(Run.Id, after, cancelled))
            yield return new(TaskLogMarkup.Text(new() { Line = line }, results, texts))
            {
                EventId = line.Number.ToString(CultureInfo.InvariantCulture),
            };
        // Sends the event "end", which tells the client to stop. If this process shuts down before the run ends, the
        // event is not sent, so the client reconnects.
        if (!runs.IsOpen(Run.Id)) yield return new("", "end");
    }

    long? LastSeen() =>
        long.TryParse(Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
