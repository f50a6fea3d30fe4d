using App.Blueprints.Handbook.Demos.BackgroundTasks;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class CeleryDemoTests
{
    const string Chapter = "/en/patterns/celery";

    [Fact]
    public async Task A_task_reports_its_progress_and_result()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await Start(visitor, "Succeed", htmx: false);
        Assert.Equal(Chapter, page.Url.AbsolutePath);
        var id = IdIn(page);
        await library.Until(id, run => run.Current > 0);
        var running = await visitor.Get("/en/patterns/celery/runs", htmx: true);
        Assert.Equal("running", running.Find("[data-task-state]").GetAttribute("data-task-state"));
        Assert.Equal("every 1s, click", running.Find("#runs a").GetAttribute("hx-trigger"));
        Assert.Contains("\"ready\":false", running.Find("#runs").TextContent, StringComparison.Ordinal);
        await library.Ended(id);
        var ended = await visitor.Get("/en/patterns/celery/runs", htmx: true);
        Assert.Contains(
            """{"ready":true,"successful":true,"value":{"counted":6,"attempts":1}}""",
            ended.Find("#runs").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("click", ended.Find("#runs a").GetAttribute("hx-trigger"));
        Assert.Empty(ended.FindAll("#runs form, h1"));
        Assert.Equal(Chapter, (await visitor.Get("/en/patterns/celery/runs")).Url.AbsolutePath);
    }

    [Fact]
    public async Task A_task_that_fails_temporarily_is_retried_and_continues_where_it_stopped()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var id = IdIn(await Start(visitor, "Stumble", htmx: true));
        var again = await library.Until(id, run => run.State == TaskState.Waiting && run.Attempts == 1);
        Assert.Equal(2, again.Current);
        Assert.Contains(
            "Attempt 1 ended",
            (await visitor.Get(Chapter)).Find("#runs").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal((TaskState.Succeeded, 2L), ((await library.Ended(id)).State, library.Run(id).Attempts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_task_shows_its_error_and_can_be_run_again(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var id = IdIn(await Start(visitor, "Fail", htmx));
        await library.Ended(id);
        var failed = await visitor.Get(Chapter);
        Assert.Contains(
            "It was told to fail at 3 of 6.",
            failed.Find($"#run-{id}").TextContent,
            StringComparison.Ordinal
        );
        var again = await visitor.Submit(failed, $"#run-{id} form", htmx: htmx);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains(
            again.Find($"#run-{id} [data-task-state]").GetAttribute("data-task-state"),
            new[] { "waiting", "running" }
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_its_visitor_can_cancel_a_waiting_run(bool htmx)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        var page = await Start(visitor, "Succeed", htmx: false);
        var id = IdIn(page);
        await Start(other, "Succeed", htmx: false);
        var foreign = await other.Get(Chapter);
        foreign.Find("#runs form").SetAttribute("action", page.Find($"#run-{id} form").GetAttribute("action"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Submit(foreign, "#runs form", htmx: htmx)).Status);
        var cancelled = await visitor.Submit(page, $"#run-{id} form", htmx: htmx);
        Assert.Equal("cancelled", cancelled.Find($"#run-{id} [data-task-state]").GetAttribute("data-task-state"));
        Assert.Contains("\"value\":\"Cancelled.\"", cancelled.Find($"#run-{id}").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_task_is_cancelled_within_a_second()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await Start(visitor, "Succeed", htmx: false);
        var id = IdIn(page);
        await library.Until(id, run => run.State == TaskState.Running);
        await visitor.Submit(await visitor.Get(Chapter), $"#run-{id} form");
        Assert.Equal(TaskState.Cancelled, (await library.Ended(id)).State);
    }

    [Fact]
    public async Task A_visitor_may_have_two_unfinished_tasks_and_all_visitors_together_three()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await Start(visitor, "Succeed", htmx: true)).Status);
        foreach (var htmx in new[] { false, true })
        {
            var refused = await Start(visitor, "Succeed", htmx);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
            Assert.Contains("2 of yours", refused.Find("[role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Equal(!htmx, refused.FindAll("h1").Count == 1);
        }
        Assert.Equal(HttpStatusCode.OK, (await Start(other, "Succeed", htmx: true)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Start(other, "Succeed", htmx: true)).Status);
    }

    [Fact]
    public async Task Runs_of_visitors_are_deleted_and_runs_of_members_remain()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var visitor = library.NewVisitor();
        (await library.SignUp("adaada")).Dispose();
        var members = library.Enqueue();
        var page = await Start(visitor, "Succeed", htmx: false);
        var id = IdIn(page);
        await visitor.Submit(page, $"#run-{id} form");
        library.InScope(services =>
            services
                .GetRequiredService<TaskListStore>()
                .RemoveUnowned(CountingTask.Name, DateTimeOffset.UtcNow.AddMinutes(1))
        );
        Assert.Empty((await visitor.Get(Chapter)).FindAll("#runs article"));
        Assert.Equal(TaskState.Waiting, library.Run(members).State);
    }

    static async Task<Answer> Start(Visitor visitor, string ending, bool htmx) =>
        await visitor.Submit(
            await visitor.Get(Chapter),
            "#task-demo",
            new Dictionary<string, string?> { ["ending"] = ending },
            htmx
        );

    static long IdIn(Answer page) =>
        long.Parse(page.Find("#runs article").Id!["run-".Length..], System.Globalization.CultureInfo.InvariantCulture);
}
