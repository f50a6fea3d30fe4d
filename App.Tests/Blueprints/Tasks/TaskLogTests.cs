using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Results;
using App.Tests.Browser;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Blueprints.Tasks;

public sealed class TaskLogTests(BrowserFixture browser)
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P19.1"), Trait("Statement", "P19.6"), Trait("Statement", "P19.7")]
    public async Task Without_scripts_the_log_page_streams_lines_until_the_task_ends()
    {
        var seen = new TaskCompletionSource();
        await using var library = await TaskFixture.Start(Speaking(seen.Task, "Line <1>", "Line 2"));
        using var ada = await library.SignUp("adaada", "de");
        var id = library.Enqueue(language: "de");
        using var answer = await ada.Http.GetAsync(
            $"/de/tasks/{id}/log",
            HttpCompletionOption.ResponseHeadersRead,
            cancelled
        );
        Assert.Equal(
            (HttpStatusCode.OK, "text/html"),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)
        );
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancelled));
        var page = await Until(reader, "Line &lt;1&gt;");
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Line 2", page, StringComparison.Ordinal);
        seen.SetResult();
        var rest = await reader.ReadToEndAsync(cancelled);
        Assert.Contains("Line 2", rest, StringComparison.Ordinal);
        Assert.Contains("All is said.", rest, StringComparison.Ordinal);
        Assert.EndsWith("</html>", rest.TrimEnd(), StringComparison.Ordinal);

        var later = await ada.Get($"/de/tasks/{id}/log");
        Assert.Equal(["Line <1>", "Line 2"], later.FindAll("[data-line] span").Select(line => line.TextContent));
        Assert.Equal("succeeded", later.Find(".log [data-task-state]").GetAttribute("data-task-state"));
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task The_htmx_log_is_an_event_stream_that_resumes_after_the_last_event_id()
    {
        var seen = new TaskCompletionSource();
        await using var library = await TaskFixture.Start(Speaking(seen.Task, "Line 1", "Line 2"));
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        using var reader = await Events(ada, $"/en/tasks/{id}/log?after=0");
        var first = await Until(reader, "id: 1\n");
        Assert.Contains("Line 1", first, StringComparison.Ordinal);
        seen.SetResult();
        Assert.Contains("event: end", await reader.ReadToEndAsync(cancelled), StringComparison.Ordinal);

        using var again = await Events(ada, $"/en/tasks/{id}/log?after=0", lastEventId: "1");
        var rest = await again.ReadToEndAsync(cancelled);
        Assert.DoesNotContain("Line 1", rest, StringComparison.Ordinal);
        Assert.Contains("Line 2", rest, StringComparison.Ordinal);
        using var nonsense = await Events(ada, $"/en/tasks/{id}/log", lastEventId: "-x");
        Assert.Contains("Line 1", await nonsense.ReadToEndAsync(cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Statement", "P19.5")]
    public async Task A_disconnect_from_the_log_releases_all_resources(bool htmx)
    {
        var requests = new WatchedRequests("/en/tasks/1/log");
        await using var library = await TestLibrary.Start(
            settings => settings with { Worker = WorkerMode.External },
            builder =>
            {
                TaskFixture.AddTask(builder, (_, _, _) => Task.FromResult<object?>(null));
                builder.Services.AddSingleton<IStartupFilter>(requests);
            });
        using var ada = await library.SignUp("adaada");
        Assert.Equal(1, library.Enqueue());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/tasks/1/log");
        if (htmx) request.Headers.Add("HX-Request", "true");
        using (var leaving = new CancellationTokenSource())
        {
            var asked = ada.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
            if (!htmx) (await asked).Dispose();
            else await requests.Begun.WaitAsync(cancelled);
            await leaving.CancelAsync();
        }
        await requests.Released();
    }

    [Fact]
    public async Task Only_the_owner_can_read_a_task_log()
    {
        await using var library = await TaskFixture.Start(Speaking(Task.CompletedTask, "secret"));
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        await library.Ended(id);
        using var eve = await library.SignUp("eve-eve");
        foreach (var htmx in (bool[])[true, false])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await eve.Get($"/en/tasks/{id}/log", htmx)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/tasks/999/log", htmx)).Status);
        }
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get($"/en/tasks/{id}/log")).Url.AbsolutePath);
        Assert.DoesNotContain("secret", (await eve.Get("/en/tasks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_scripts_log_lines_are_added_to_the_task_page()
    {
        var seen = new TaskCompletionSource();
        await using var library = await TaskFixture.Start(Speaking(seen.Task, "Line <b>1</b>", "Line 2"));
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        var page = opened.Page;
        await page.Context.AddCookiesAsync(
            ada.Cookies.GetAllCookies()
                .Select(cookie => new Microsoft.Playwright.Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Url = library.Address.ToString(),
                })
        );
        await page.GotoAsync($"/en/tasks/{id}");
        await page.WaitForSelectorAsync("#log >> text=Line <b>1</b>");
        Assert.Equal(1, await page.Locator("#log li").CountAsync());
        seen.SetResult();
        await page.WaitForSelectorAsync("#log >> text=Line 2");
        await page.WaitForSelectorAsync(".task [data-task-state=succeeded]");
        Assert.Equal(2, await page.Locator("#log li").CountAsync());
        opened.AssertNoProblems();
    }

    static Func<int, TaskProgress, CancellationToken, Task<object?>> Speaking(Task seen, params string[] lines) =>
        async (_, progress, token) =>
        {
            foreach (var line in lines)
            {
                if (line != lines[0])
                    await seen.WaitAsync(token);
                progress.Log(line);
            }
            return new TaskResult { Text = "All is said." };
        };

    static async Task<StreamReader> Events(Visitor visitor, string url, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("HX-Request", "true");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(cancelled));
    }

    static async Task<string> Until(StreamReader reader, string wanted)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[256];
        while (!text.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var read = await reader.ReadAsync(buffer, cancelled);
            Assert.NotEqual(0, read);
            text.Append(buffer, 0, read);
        }
        return text.ToString();
    }
}
