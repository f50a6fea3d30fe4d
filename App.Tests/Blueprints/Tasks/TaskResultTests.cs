using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Changes;
using App.Blueprints.Tidying.Changes;
using App.Blueprints.Transfer.Imports;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Tasks;

/// <summary>
/// Tests that the result of a task is stored as numbers and shown as a sentence in the reader's language.
/// </summary>
public sealed class TaskResultTests
{
    static readonly string[] languages = ["en", "de", "fr", "ar"];

    [Fact]
    public async Task An_import_stores_counts_that_are_shown_in_the_language_of_the_reader()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l", "de");
        var file = string.Concat(
            Enumerable.Range(0, 1234).Select(number => $"<DT><A HREF=\"https://example.org/{number}\">{number}</A>")
        );
        await ada.Import($"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>{file}<DT><A HREF=\"javascript:1\">x</A></DL>");
        var run = await Only(library, ImportTask.Name);
        AssertNoSentence(run, """{"added":1234,"merged":0,"refused":1,"url":"/import/1/report"}""");
        await AssertShown(library, ada, run, "transfer.summary", 1234L, 0L, 1L);
    }

    [Fact]
    public async Task A_bulk_change_stores_counts_that_are_shown_in_the_language_of_the_reader()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l", "de");
        await ada.Import("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"https://example.org/1\">one</A></DL>");
        await Only(library, ImportTask.Name);
        library.InScope(services =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            connection.Transact(() =>
            {
                var change = services
                    .GetRequiredService<LinkChangeStore>()
                    .Begin(1, LinkChangeKind.Bulk, DateTimeOffset.UtcNow, "");
                connection.Execute(
                    "update link_changes set link_count = 1966, edit = '{}' where id = @change",
                    new { change }
                );
                services.GetRequiredService<IBackgroundTasks>().Enqueue<ChangeTask, ChangeArguments>(new(change), 1);
            });
            return true;
        });
        var run = await Only(library, ChangeTask.Name);
        Assert.DoesNotContain("text", run.Result, StringComparison.Ordinal);
        Assert.Contains("\"changed\":1966", run.Result, StringComparison.Ordinal);
        await AssertShown(library, ada, run, "tidying.changed", 1966L);
    }

    [Theory]
    [InlineData("check", "backend.task.check", "{\"url\":null}")]
    [InlineData("shrink", "backend.task.vacuum", null)]
    [InlineData("backup", "backend.task.backup", null)]
    public async Task An_operator_task_stores_no_text_and_shows_one_in_the_language_of_the_reader(
        string work, string task, string? result)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l", "de");
        await ada.Submit(
            await ada.Get("/backend/de/databases"),
            "form#work",
            new Dictionary<string, string?> { ["work"] = work }
        );
        var run = await Only(library, task);
        AssertNoSentence(run, result);
        var shown = new HashSet<string>();
        foreach (var language in languages)
        {
            var page = await ada.Get($"/{language}/tasks/{run.Id}");
            var text = page.Find($"#task-{run.Id} > p").TextContent;
            Assert.Contains(
                text,
                (await ada.Get($"/backend/{language}/tasks/{run.Id}")).Find($"#task-{run.Id}").TextContent,
                StringComparison.Ordinal
            );
            Assert.True(shown.Add(text), text);
        }
    }

    [Fact]
    public async Task A_result_text_stored_by_an_earlier_version_is_shown_unchanged()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l", "de");
        library.InScope(services =>
            services
                .GetRequiredService<DbConnection>()
                .Execute(
                    """
                    insert into task_runs
                        (id, account_id, task, arguments, language, state, result, run_at, created_at, finished_at)
                    values
                        (7, 1, 'transfer.import.task', '{}', 'en', 'succeeded',
                         '{"text":"1,966 added","url":"/import/1/report"}', 0, 0, 0)
                    """
                )
        );
        foreach (var page in (string[])["/de/tasks", "/de/tasks/7", "/backend/de/tasks/7"])
            Assert.Contains("1,966 added", (await ada.Get(page)).Find("#task-7").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,966 added", (await ada.Get("/de/tasks/7/log")).Text, StringComparison.Ordinal);
    }

    static async Task<TaskRun> Only(TestLibrary library, string task)
    {
        long id = 0;
        await Poll.Until(() =>
            (
                id = library.InScope(services =>
                    services
                        .GetRequiredService<DbConnection>()
                        .ExecuteScalar<long>(
                            "select coalesce(max(id), 0) from task_runs where task = @task and state = 'succeeded'",
                            new { task }
                        )
                )
            ) > 0
        );
        return library.Run(id);
    }

    // Checks that the stored result contains no sentence. Its only texts are a page's path and a file's name, without
    // spaces.
    static void AssertNoSentence(TaskRun run, string? result)
    {
        if (result is not null) Assert.Equal(result, run.Result);
        using var json = JsonDocument.Parse(run.Result!);
        Assert.All(
            json.RootElement.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String),
            property => Assert.DoesNotContain(" ", property.Value.GetString(), StringComparison.Ordinal));
    }

    static async Task AssertShown(TestLibrary library, Visitor ada, TaskRun run, string key, params object[] numbers)
    {
        foreach (var language in languages)
        {
            var expected = library.Texts(language, key, numbers);
            foreach (
                var page in (string[])
                    [$"/{language}/tasks", $"/{language}/tasks/{run.Id}", $"/backend/{language}/tasks/{run.Id}"]
            )
                Assert.Contains(
                    expected,
                    (await ada.Get(page)).Find($"#task-{run.Id}").TextContent,
                    StringComparison.Ordinal
                );
            Assert.Contains(
                expected,
                (await ada.Get($"/{language}/tasks/{run.Id}/log")).Find("main").TextContent,
                StringComparison.Ordinal
            );
        }
    }
}
