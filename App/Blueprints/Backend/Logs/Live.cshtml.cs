using System.Globalization;
using System.Net.ServerSentEvents;
using App.Patterns.Ajax;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.Logs;

/// <summary>
/// Streams the log as it is written: a page that keeps loading, or an event stream for htmx. The stream ends when the
/// client disconnects or the application stops.
/// </summary>
public sealed class LiveModel(LogRing log, IHostApplicationLifetime lifetime) : PageModel
{
    const int Shown = 50;

    LogLevel level;
    CancellationToken ending;

    public string LevelName => level.ToString().ToLowerInvariant();

    public async Task<IActionResult> OnGetAsync(long after = 0)
    {
        level = LogModel.LevelOf(Request.Query.Text("level"));
        Response.Headers.CacheControl = "no-store";
        Response.Headers.Vary = "HX-Request";
        // This header disables buffering in proxies. The request meter skips responses that have it.
        Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(Request.Method)) return new EmptyResult();
        HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var either = CancellationTokenSource.CreateLinkedTokenSource(
            HttpContext.RequestAborted,
            lifetime.ApplicationStopping
        );
        Response.RegisterForDispose(either);
        ending = either.Token;
        if (!Request.WantsFragment()) return Page();
        await Send(Events(LastSeen() ?? after));
        return new EmptyResult();
    }

    /// <summary>The newest existing lines, followed by new ones.</summary>
    public async IAsyncEnumerable<LogLine> Lines()
    {
        var last = 0L;
        foreach (var line in log.Newest(level, Shown))
        {
            last = line.Number;
            yield return line;
        }
        await foreach (var line in log.Follow(level, last, ending)) yield return line;
    }

    // Flushes the headers before the first event, so that the browser knows it is connected.
    async Task Send(IAsyncEnumerable<SseItem<string>> events)
    {
        Response.ContentType = "text/event-stream";
        try
        {
            await Response.Body.FlushAsync(ending);
            await SseFormatter.WriteAsync(events, Response.Body, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Ignored, because the client disconnected or the application is stopping.
        }
    }

    async IAsyncEnumerable<SseItem<string>> Events(long after)
    {
        await foreach (var line in log.Follow(level, after, ending))
            yield return new(LogMarkup.Text(line)) { EventId = line.Number.ToString(CultureInfo.InvariantCulture) };
    }

    long? LastSeen() =>
        long.TryParse(Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
