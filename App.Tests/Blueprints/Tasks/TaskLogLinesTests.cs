using App.Patterns.BackgroundTasks.Logs;
using App.Tests.Blueprints.Tidying;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tasks;

public sealed class TaskLogLinesTests
{
    [Fact]
    public async Task The_task_page_shows_the_log_lines_of_the_task_if_there_are_any()
    {
        await using var library = await TaskFixture.Start((number, progress, _) =>
        {
            for (var line = 1; line <= number; line++) progress.Log($"Line {line}");
            return Task.FromResult<object?>(null);
        });
        using var ada = await library.SignUp("adaada");
        var (silent, spoken) = (library.Enqueue(0), library.Enqueue(150));
        await library.Ended(silent);
        await library.Ended(spoken);
        Assert.Empty((await ada.Get($"/en/tasks/{silent}")).FindAll(".task-log"));
        var page = await ada.Get($"/en/tasks/{spoken}");
        var lines = page.FindAll("#log [data-line] span").Select(line => line.TextContent).ToList();
        Assert.Equal((100, "Line 51", "Line 150"), (lines.Count, lines[0], lines[^1]));
        Assert.Empty(page.FindAll("[data-stream]:not([data-stream='']), script[src*=hx-sse]"));
        Assert.Equal(150, (await ada.Get(page.Find(".task-log a").GetAttribute("href")!)).FindAll("[data-line]").Count);
    }

    [Fact]
    public async Task HEAD_does_not_wait_for_log_lines()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        foreach (var htmx in (bool[])[true, false])
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, $"/en/tasks/{id}/log");
            if (htmx) request.Headers.Add("HX-Request", "true");
            Assert.Equal(HttpStatusCode.OK, (await ada.Send(request)).Status);
        }
    }

    [Fact]
    public async Task An_import_logs_its_progress_and_at_most_100_refused_rows()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("adaada");
        var refused = string.Concat(
            Enumerable.Range(0, 120).Select(number => $"<DT><A HREF=\"javascript:alert({number})\">x</A>\n")
        );
        await ada.Import($"<DL><p>\n<DT><A HREF=\"https://example.org/\">One</A>\n{refused}</DL><p>");
        var lines = (await ada.Get("/en/tasks/1/log"))
            .FindAll("[data-line] span")
            .Select(line => line.TextContent)
            .ToList();
        Assert.Equal("Reading bookmarks.html.", lines[0]);
        Assert.Equal("Line 3: A script (bookmarklet), not a page", lines[1]);
        Assert.Contains("1 link saved, 100% of the file read.", lines);
        Assert.Contains("20 more rows were refused; the report lists them.", lines);
        Assert.Equal(100, lines.Count(line => line.StartsWith("Line ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_bulk_change_logs_its_progress_in_the_language_of_its_owner()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("adaada", "de");
        library.Fill(600);
        await ada.Bulk(await ada.Get("/de/links"), "star");
        await library.Ended(1);
        Assert.Equal(
            ["250 von 600 Links erledigt.", "500 von 600 Links erledigt.", "600 von 600 Links erledigt."],
            (await ada.Get("/de/tasks/1/log")).FindAll("[data-line] span").Select(line => line.TextContent));
    }
}
