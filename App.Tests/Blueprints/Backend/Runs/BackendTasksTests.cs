using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.BackgroundTasks.Logs;

namespace App.Tests.Blueprints.Backend.Runs;

// The library of these tests starts no worker, so that the inserted task runs keep their state.
public sealed class BackendTasksTests() : OperatedLibrary(settings => settings with { Worker = WorkerMode.External })
{
    [Fact]
    public async Task Runs_of_all_accounts_are_listed_and_can_be_filtered_by_state()
    {
        using var member = await Library.SignUp("member1");
        var now = DateTimeOffset.UtcNow;
        var failed = Library.Record(Library.AccountId("member1"), TaskState.Failed, now);
        var waiting = Library.Record(Library.AccountId("operator1"), TaskState.Waiting, now);
        var nobodys = Library.Record(null, TaskState.Succeeded, now);
        var all = await Operating.Get("/backend/en/tasks");
        Assert.Equal(
            [$"task-{waiting}", $"task-{nobodys}", $"task-{failed}"],
            all.FindAll("article.task").Select(run => run.Id)
        );
        Assert.Contains("member1", all.Find($"#task-{failed}").TextContent, StringComparison.Ordinal);
        Assert.Single(all.FindAll("#poll"));
        var narrowed = await Operating.Get("/backend/en/tasks?state=failed");
        Assert.Equal([$"task-{failed}"], narrowed.FindAll("article.task").Select(run => run.Id));
        Assert.Equal(3, (await Operating.Get("/backend/en/tasks?state=nonsense")).FindAll("article.task").Count);
        Assert.Equal(HttpStatusCode.OK, (await Operating.Get($"/backend/en/tasks/{failed}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Operating.Get("/backend/en/tasks/999")).Status);
    }

    [Fact]
    public async Task An_operator_can_cancel_and_retry_every_run()
    {
        using var member = await Library.SignUp("member1");
        var id = Library.Record(Library.AccountId("member1"), TaskState.Waiting, DateTimeOffset.UtcNow);
        var cancelled = await Operating.Press(await Operating.Get("/backend/en/tasks?state=waiting"), $"#cancel-{id}");
        Assert.Equal("/backend/en/tasks?state=waiting&page=1", cancelled.Url.PathAndQuery);
        Assert.Equal(TaskState.Cancelled, StateOf(id));
        await Operating.Press(await Operating.Get($"/backend/en/tasks/{id}"), $"#retry-{id}");
        Assert.Equal(TaskState.Waiting, StateOf(id));
        // Cancels the run after its page has been loaded. Pressing Cancel on that page must then show a message.
        var page = await Operating.Get($"/backend/en/tasks/{id}");
        Library.InScope(scope => scope.GetRequiredService<TaskAdministrationStore>().Cancel(id, DateTimeOffset.UtcNow));
        Assert.Contains(
            "has already finished",
            (await Operating.Press(page, $"#cancel-{id}")).Find("#flashes").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_run_that_is_being_cancelled_has_the_same_state_text_everywhere()
    {
        var id = Library.Record(Library.AccountId("operator1"), TaskState.Running, DateTimeOffset.UtcNow);
        Library.InScope(scope => scope.GetRequiredService<TaskAdministrationStore>().Cancel(id, DateTimeOffset.UtcNow));
        foreach (var url in (string[])["/backend/en/tasks", $"/backend/en/tasks/{id}", "/en/tasks", $"/en/tasks/{id}"])
            Assert.Equal("Stopping", (await Operating.Get(url)).Find("[data-task-state=running]").TextContent);
        Assert.Single(Directory.GetFiles(
            Architecture.Source.Path("App/Blueprints"), "_TaskState.cshtml", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_run_page_shows_log_lines_and_polls_while_the_run_is_unfinished()
    {
        var id = Library.Record(Library.AccountId("operator1"), TaskState.Waiting, DateTimeOffset.UtcNow);
        Assert.Empty((await Operating.Get($"/backend/en/tasks/{id}")).FindAll("[data-line]"));
        Library.InScope(scope =>
        {
            scope
                .GetRequiredService<TaskLineStore>()
                .Add(
                    id,
                    [
                        new()
                        {
                            Number = 1,
                            Text = "<b>begun</b>",
                            SaidAt = DateTimeOffset.UtcNow,
                        },
                    ]
                );
            return true;
        });
        Assert.EndsWith(
            "<b>begun</b>",
            (await Operating.Get($"/backend/en/tasks/{id}", htmx: true)).Find("[data-line='1']").TextContent,
            StringComparison.Ordinal
        );
    }

    TaskState StateOf(long id) => Library.InScope(scope => scope.GetRequiredService<TaskRunStore>().Find(id)!.State);
}
