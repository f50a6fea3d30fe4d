using App.Patterns.BackgroundTasks.Results;
using App.Tests.Browser;

namespace App.Tests.Blueprints.Tasks;

public sealed class TaskPollingTests(BrowserFixture browser)
{
    [Theory, InlineData("/en/tasks"), InlineData("/en/tasks/1")]
    public async Task The_page_follows_a_task_keeps_the_focus_and_stops_polling_at_the_end(string url)
    {
        var go = new TaskCompletionSource();
        await using var library = await TaskFixture.Start(async (_, progress, cancelled) =>
        {
            progress.Report(1, 10);
            await go.Task.WaitAsync(cancelled);
            return new TaskResult { Text = "All is here." };
        });
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        await library.Until(id, run => run.Current == 1);
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
        var polls = 0;
        page.Request += (_, request) => polls += request.Headers.ContainsKey("hx-request") ? 1 : 0;

        await page.Clock.InstallAsync();
        await page.GotoAsync(url);
        await page.FocusAsync($"#cancel-{id}");
        await page.RunAndWaitForResponseAsync(
            () => Task.CompletedTask,
            response => response.Request.Headers.ContainsKey("hx-request")
        );
        await page.RunAndWaitForResponseAsync(
            () => Task.CompletedTask,
            response => response.Request.Headers.ContainsKey("hx-request")
        );
        Assert.Equal($"cancel-{id}", await page.EvaluateAsync<string>("() => document.activeElement.id"));

        go.SetResult();
        await page.WaitForSelectorAsync("[data-task-state=succeeded]");
        await page.WaitForSelectorAsync("#flashes li >> text=All is here.");
        var before = polls;
        await page.Clock.RunForAsync(10_000);
        Assert.Equal(before, polls);
        opened.AssertNoProblems();
    }
}
