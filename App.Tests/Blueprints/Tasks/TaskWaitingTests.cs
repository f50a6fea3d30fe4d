using System.Data.Common;
using System.Text;
using App.Patterns.BackgroundTasks;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Tasks;

/// <summary>
/// Tests pages about waiting tasks: they show when no worker is running, and without scripts they reload every few
/// seconds.
/// </summary>
public sealed class TaskWaitingTests
{
    const string Refresh = """<meta http-equiv="refresh" content="3">""";
    const string Bookmarks =
        """<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://example.org/1">one</A></DL>""";

    static readonly string[] pages = ["/tasks", "/tasks/1", "/import/1"];
    static readonly string[] backend = ["/backend/en/", "/backend/en/tasks", "/backend/en/tasks/1"];

    [Theory, InlineData("en"), InlineData("de"), InlineData("fr"), InlineData("ar")]
    [Trait("Statement", "P23.9")]
    public async Task Without_a_worker_the_pages_show_a_notice_until_one_starts(string language)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada-l", language);
        await ada.SendFile(Encoding.UTF8.GetBytes(Bookmarks), "bookmarks.html", ImportSteps.AtOnce);
        string[] members = [.. pages.Append("/import").Select(page => $"/{language}{page}")];
        foreach (var page in members)
            Assert.Equal(
                library.Text(language, "tasks.no_worker"),
                (await ada.Get(page)).Find("[data-no-worker]").TextContent
            );
        foreach (var page in backend)
            Assert.NotEmpty((await ada.Get(page)).FindAll("[data-notice]"));
        var health = await ada.Get("/health?deep=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        Assert.Contains("\"worker\":\"none\"", health.Text, StringComparison.Ordinal);

        // Locks the file worker.lock as a worker in another process does.
        await using (
            new FileStream(
                Path.Combine(library.Settings.DataDirectory, "worker.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            )
        )
        {
            foreach (var page in members) Assert.Empty((await ada.Get(page)).FindAll("[data-no-worker]"));
            foreach (var page in backend) Assert.Empty((await ada.Get(page)).FindAll("[data-notice]"));
            Assert.Contains("\"worker\":\"ok\"", (await ada.Get("/health?deep=1")).Text, StringComparison.Ordinal);
        }
        Assert.NotEmpty((await ada.Get(members[0])).FindAll("[data-no-worker]"));
    }

    [Fact]
    [Trait("Statement", "P23.4")]
    public async Task Without_scripts_pages_of_unfinished_tasks_refresh_and_those_of_finished_ones_do_not()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada-l");
        await ada.SendFile(Encoding.UTF8.GetBytes(Bookmarks), "bookmarks.html", ImportSteps.AtOnce);
        library.InScope(services => services.GetRequiredService<DbConnection>().Execute("""
            insert into link_changes (id, account_id, kind, edit, run_id, created_at)
            select 9, 1, 'bulk', '{}', id, 0
            from task_runs;
            """));
        string[] all = [.. pages.Append("/changes/9").Select(page => $"/en{page}"), .. backend.Skip(1)];
        foreach (var page in all)
            Assert.Contains($"<noscript>{Refresh}</noscript>", (await ada.Get(page)).Text, StringComparison.Ordinal);
        library.InScope(services => services.GetRequiredService<DbConnection>().Execute("""
            update task_runs set state = 'cancelled', finished_at = 0;
            update link_changes set finished_at = 0;
            """));
        foreach (var page in all) Assert.DoesNotContain(Refresh, (await ada.Get(page)).Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("en"), InlineData("de"), InlineData("fr"), InlineData("ar")]
    [Trait("Statement", "P23.9")]
    public async Task The_owner_of_an_abandoned_run_gets_a_message_in_their_language(string language)
    {
        await using var web = await TaskFixture.Start(worker: WorkerMode.External);
        using (await web.SignUp("ada-l", language)) { }
        web.InScope(services =>
            services
                .GetRequiredService<DbConnection>()
                .Execute(
                    """
                    insert into task_runs (
                        id, account_id, task, arguments, language, state, owner, lease_until, attempts, run_at,
                        created_at)
                    values (7, 1, 'home.title', '0', @language, 'running', 'nobody', 1, 10, 0, 0)
                    """,
                    new { language }
                )
        );
        await web.Stop();
        await using var next = await TaskFixture.Restart(web);
        var run = await next.Ended(7);
        Assert.Equal(TaskState.Failed, run.State);
        Assert.NotNull(run.Error);
        using var ada = next.NewVisitor(language);
        await ada.SignIn("ada-l");
        var error = next.Text(language, "tasks.worker_died");
        var page = await ada.Get($"/{language}/tasks/7");
        Assert.Equal(error, page.Find("#task-7 .error").TextContent);
        Assert.Contains(error, page.Find("#flashes li[data-category=error]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            error,
            (await ada.Get($"/backend/{language}/tasks/7")).Find("#task-7 .error").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("its worker process ended", (await ada.Get("/backend/en/log")).Text, StringComparison.Ordinal);
    }
}
