using App.Blueprints.Backend.Logs;
using Microsoft.Extensions.Logging;

namespace App.Tests.Blueprints.Backend.Logs;

public sealed class BackendLogTests : OperatedLibrary
{
    ILogger Log => Library.Services.GetRequiredService<ILoggerFactory>().CreateLogger("App.Tests");

    [Fact]
    public async Task The_log_page_shows_the_newest_lines_first_and_filters_by_level()
    {
        Log.LogInformation("a <small> thing");
        Log.LogError(new InvalidOperationException("it broke"), "a great thing");
        var all = await Operating.Get("/backend/en/log");
        var lines = all.FindAll("#log > li").Select(line => line.TextContent).ToList();
        Assert.True(
            lines.FindIndex(line => line.Contains("a great thing", StringComparison.Ordinal))
                < lines.FindIndex(line => line.Contains("a <small> thing", StringComparison.Ordinal))
        );
        Assert.Contains("it broke", all.Find("#log details pre").TextContent, StringComparison.Ordinal);
        var errors = await Operating.Get("/backend/en/log?level=error");
        Assert.Equal(["error"], errors.FindAll("#log > li").Select(line => line.GetAttribute("data-level")).Distinct());
        Assert.Equal("error", errors.Find("#level option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task The_live_log_page_is_streamed_without_scripts()
    {
        Log.LogWarning("before");
        using var response = await Operating.Http.GetAsync(
            new Uri("/backend/en/log/live?level=warning", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.StartsWith("text/html", response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        using var reader = new StreamReader(
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );
        Assert.Contains("before", await Until(reader, "before"), StringComparison.Ordinal);
        Log.LogInformation("passed over");
        Log.LogWarning("while it is open");
        Assert.DoesNotContain("passed over", await Until(reader, "while it is open"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_log_sends_new_lines_to_htmx_as_events_after_the_last_seen_id()
    {
        Log.LogWarning("seen");
        var seen = Library.Services.GetRequiredService<LogRing>().Newest(LogLevel.Trace)[^1].Number;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/backend/en/log/live?after={seen}");
        request.Headers.Add("HX-Request", "true");
        using var response = await Operating.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );
        Log.LogWarning("new");
        var text = await Until(reader, "id: ");
        Assert.Contains("new", text, StringComparison.Ordinal);
        Assert.DoesNotContain("seen", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_log_ends_when_the_application_stops()
    {
        using var response = await Operating.Http.GetAsync(
            new Uri("/backend/en/log/live", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        await Library
            .Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>()
            .StopAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith(
            "</html>",
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Information_lines_of_the_framework_are_excluded()
    {
        Library
            .Services.GetRequiredService<ILoggerFactory>()
            .CreateLogger("Microsoft.Chatter")
            .LogInformation("below the level");
        Assert.DoesNotContain(
            "below the level",
            (await Operating.Get("/backend/en/log")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_log_buffer_keeps_the_newest_lines_and_notifies_followers()
    {
        using var ring = new LogRing(TimeProvider.System);
        var log = ring.CreateLogger("x");
        for (var i = 0; i < LogRing.Kept + 10; i++) log.LogInformation("{Number}", i);
        Assert.Equal(LogRing.Kept, ring.Newest(LogLevel.Trace).Count);
        Assert.Equal("10", ring.Newest(LogLevel.Trace)[0].Text);
        log.LogError("{Text}", new string('x', 10_000));
        Assert.True(ring.Newest(LogLevel.Error).Single().Text.Length <= 4001);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var told = new List<string>();
        var following = Task.Run(async () =>
        {
            await foreach (var line in ring.Follow(LogLevel.Warning, LogRing.Kept + 11, enough.Token))
            {
                told.Add(line.Text);
                if (told.Count == 2) await enough.CancelAsync();
            }
        }, TestContext.Current.CancellationToken);
        log.LogWarning("one");
        log.LogInformation("not this");
        log.LogWarning("two");
        await following;
        Assert.Equal(["one", "two"], told);
    }

    static async Task<string> Until(StreamReader reader, string text)
    {
        var read = "";
        var buffer = new char[4096];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var count = await reader.ReadAsync(buffer, limit.Token);
            Assert.NotEqual(0, count);
            read += new string(buffer, 0, count);
        }
        return read;
    }
}
