using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;

namespace App.Tests.Blueprints.Tasks;

public sealed class TaskPagesTests
{
    [Theory, InlineData("en"), InlineData("de"), InlineData("fr"), InlineData("ar")]
    public async Task Tasks_show_state_progress_and_result(string language)
    {
        var go = new TaskCompletionSource();
        await using var library = await TaskFixture.Start(async (_, progress, cancelled) =>
        {
            progress.Report(1234, 4000, "a note");
            await go.Task.WaitAsync(cancelled);
            return new TaskResult { Text = "1,234 links", Url = "/tasks" };
        });
        using var ada = await library.SignUp("adaada", language);
        Assert.Single((await ada.Get($"/{language}/tasks")).FindAll(".empty"));
        var id = library.Enqueue();
        await library.Until(id, run => run.Current > 0);

        foreach (var page in new[] { await ada.Get($"/{language}/tasks"), await ada.Get($"/{language}/tasks/{id}") })
        {
            Assert.Equal("running", page.Find($"#task-{id} [data-task-state]").GetAttribute("data-task-state"));
            Assert.Equal(library.Text(language, "tasks.state.running"), page.Find("[data-task-state]").TextContent);
            var progress = page.Find("progress");
            Assert.Equal(("1234", "4000"), (progress.GetAttribute("value"), progress.GetAttribute("max")));
            Assert.Contains("a note", page.Text, StringComparison.Ordinal);
            Assert.Equal("every 1s", page.Find("#poll").GetAttribute("hx-trigger"));
        }
        go.SetResult();
        await library.Ended(id);
        foreach (var page in new[] { await ada.Get($"/{language}/tasks"), await ada.Get($"/{language}/tasks/{id}") })
        {
            Assert.Equal("succeeded", page.Find($"#task-{id} [data-task-state]").GetAttribute("data-task-state"));
            Assert.Contains("1,234 links", page.Find($"#task-{id}").TextContent, StringComparison.Ordinal);
            Assert.Single(page.FindAll($"#task-{id} a[href='/{language}/tasks']"));
            Assert.Empty(page.FindAll("progress, #poll, button[form=actions]"));
        }
    }

    [Fact]
    public async Task A_poll_returns_the_same_fragment_as_the_page()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        foreach (var (url, region) in new[] { ("/en/tasks", "#tasks"), ($"/en/tasks/{id}", $"#task-{id}") })
        {
            var page = await ada.Get(url);
            var fragment = await ada.Get(page.Find("#poll").GetAttribute("hx-get")!, htmx: true);
            Assert.Equal(page.Find(region).OuterHtml, fragment.Find(region).OuterHtml);
            Assert.Empty(fragment.FindAll("main, h1"));
            Assert.Contains("HX-Request", fragment.Headers["Vary"], StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Statement", "P23.4")]
    public async Task A_failed_task_shows_its_error_without_a_stack_trace_and_can_be_run_again()
    {
        var fail = true;
        await using var library = await TaskFixture.Start((number, _, _) => number switch
        {
            1 when fail => throw new TaskFailedException("The file is <empty>."),
            2 when fail => throw new InvalidOperationException("secret"),
            _ => Task.FromResult<object?>(null),
        });
        using var ada = await library.SignUp("adaada", "de");
        var (told, unexpected) = (library.Enqueue(1, language: "de"), library.Enqueue(2, language: "de"));
        await library.Ended(told);
        await library.Ended(unexpected);
        var page = await ada.Get("/de/tasks");
        Assert.Equal("The file is <empty>.", page.Find($"#task-{told} .error").TextContent);
        Assert.Equal(library.Text("de", "tasks.unexpected"), page.Find($"#task-{unexpected} .error").TextContent);
        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("#flashes li[data-category=error]").Count);
        Assert.Contains(
            "ist fehlgeschlagen: The file is <empty>.",
            page.Find("#flashes").TextContent,
            StringComparison.Ordinal
        );

        fail = false;
        var after = await ada.Press(page, $"#retry-{told}");
        Assert.Equal("/de/tasks", after.Url.AbsolutePath);
        Assert.Equal(TaskState.Succeeded, (await library.Ended(told)).State);
    }

    [Fact]
    public async Task A_task_can_be_cancelled_from_list_and_page_and_a_late_cancellation_shows_a_message()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        var (first, second) = (library.Enqueue(), library.Enqueue());
        var list = await ada.Get("/en/tasks");
        var after = await ada.Press(list, $"#cancel-{first}");
        Assert.Equal("/en/tasks", after.Url.AbsolutePath);
        Assert.Equal("cancelled", after.Find($"#task-{first} [data-task-state]").GetAttribute("data-task-state"));
        Assert.Equal("waiting", after.Find($"#task-{second} [data-task-state]").GetAttribute("data-task-state"));

        var page = await ada.Press(await ada.Get($"/en/tasks/{second}"), $"#cancel-{second}");
        Assert.Equal($"/en/tasks/{second}", page.Url.AbsolutePath);
        Assert.Equal(TaskState.Cancelled, library.Run(second).State);

        var late = await ada.Press(list, $"#cancel-{first}");
        Assert.Contains("has already finished", late.Find("#flashes").TextContent, StringComparison.Ordinal);
        var again = await ada.Press(late, $"#retry-{first}");
        Assert.Equal("waiting", again.Find($"#task-{first} [data-task-state]").GetAttribute("data-task-state"));
        var twice = await ada.Press(late, $"#retry-{first}");
        Assert.Contains("cannot be run again", twice.Find("#flashes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_text_is_shown_as_a_flash_message_in_the_language_of_the_enqueuing_request()
    {
        await using var library = await TaskFixture.Start((number, _, _) => Task.FromResult<object?>(
            number == 1 ? new TaskResult { Text = System.Globalization.CultureInfo.CurrentUICulture.Name } : null));
        using var ada = await library.SignUp("adaada", "fr");
        await library.Ended(library.Enqueue(1, language: "fr"));
        await library.Ended(library.Enqueue(2, language: "fr"));
        Assert.Equal("fr", (await ada.Get("/fr/tasks")).Find("#flashes p").TextContent);
        Assert.Empty((await ada.Get("/fr/tasks")).FindAll("#flashes li"));
    }

    [Fact]
    public async Task The_list_shows_the_first_waiting_tasks_and_counts_the_others()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        for (var i = 0; i < 53; i++) library.Enqueue(i);
        var page = await ada.Get("/en/tasks");
        Assert.Equal(50, page.FindAll("article.task").Count);
        Assert.Contains("3 more tasks are waiting.", page.Text, StringComparison.Ordinal);
    }
}
