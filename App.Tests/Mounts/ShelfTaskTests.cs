using AngleSharp.Html.Dom;
using App.Blueprints.Shelves;
using App.Mounts;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace App.Tests.Mounts;

/// <summary>
/// Verifies background tasks of shelves: each shelf stores its runs in its own database, and the scheduler of the
/// main library starts them.
/// </summary>
public sealed class ShelfTaskTests
{
    const string Bookmarks =
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF=\"https://example.org/imported\">Imported</A></DL>";

    [Fact, Trait("Statement", "P03.6")]
    public async Task A_task_of_a_shelf_uses_its_own_database_and_the_scheduler_of_the_main_library()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("bob");
        using var main = await library.SignUp("adaada");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await Import(bob);
        await Poll.Until(async () => (await bob.Get("/en/links")).FindAll("article[data-link-id]").Count == 1);
        Assert.Empty((await main.Get("/en/links")).FindAll("article[data-link-id]"));
        await Poll.Until(async () => (await bob.Get("/en/tasks")).FindAll("[data-task-state=succeeded]").Count > 0);
        Assert.Empty((await main.Get("/en/tasks")).FindAll("[data-task-state]"));
        var shelf = library.Services.GetRequiredService<ShelfMounts>().Running.Single().Value.Services;
        Assert.Null(shelf.GetService<ISchedulerFactory>());
        Assert.DoesNotContain(shelf.GetServices<IHostedService>(), hosted => hosted is BackgroundService);
    }

    [Fact]
    public async Task Waiting_runs_of_an_unloaded_shelf_are_found_when_the_process_starts()
    {
        using var directory = new TestDirectory();
        var folder = directory.File("data");
        await using var first = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        first.AddShelf("bob");
        using (var bob = await first.VisitorOf("bob").SignUpAt("bobbob")) await Import(bob);
        // Copies the data directory and deletes the queue file from the copy. The copy contains the row of the waiting
        // run, but no queue entry that starts it.
        ShelfCrashTests.CopyAll(first.Settings.DataDirectory, folder);
        foreach (var file in Directory.GetFiles(folder, "tasks.db*")) File.Delete(file);
        await using var second = await TestLibrary.Start(settings => settings with { DataDirectory = folder });
        await Poll.Until(() => Runs(second, "bob").All(run => run.State == TaskState.Succeeded));
    }

    [Fact]
    public async Task A_separate_worker_process_runs_tasks_of_shelves()
    {
        await using var web = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        web.AddShelf("bob");
        using var bob = await web.VisitorOf("bob").SignUpAt("bobbob");
        await Import(bob);
        using var worker = LibraryApp.CreateWorker(web.Settings);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await Poll.Until(async () => (await bob.Get("/en/links")).FindAll("article[data-link-id]").Count == 1);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Scheduled_tasks_run_for_every_shelf_and_unload_it_afterwards()
    {
        var clock = new ShiftedClock();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock)
        );
        library.AddShelf("alice");
        library.AddShelf("bob");
        foreach (var shelf in library.Keeper().All())
            InFile(library, shelf.Name, runs =>
                runs.Claim(
                    runs.Add("old", "{}", null, "en", clock.GetUtcNow()),
                    "x",
                    clock.GetUtcNow(),
                    clock.GetUtcNow()
                )
            );
        foreach (var shelf in library.Keeper().All())
            InFile(library, shelf.Name, runs => runs.End(1, "x", TaskState.Succeeded, null, null, clock.GetUtcNow()));
        clock.Shift = TimeSpan.FromDays(40);
        var mounts = library.Services.GetRequiredService<ShelfMounts>();
        library.InScope(services =>
        {
            services.GetRequiredService<ShelfMaintenanceTask>().Run();
            return true;
        });
        Assert.Empty(Runs(library, "alice"));
        Assert.Empty(Runs(library, "bob"));
        await Poll.Until(() => !mounts.Running.Any());
    }

    [Fact]
    public async Task Runs_with_the_same_id_in_two_shelves_are_separate()
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice");
        library.AddShelf("bob");
        using var main = await library.SignUp("adaada");
        using var alice = await library.VisitorOf("alice").SignUpAt("alicealice");
        using var bob = await library.VisitorOf("bob").SignUpAt("bobbob");
        await Task.WhenAll(Import(main), Import(alice), Import(bob));
        foreach (var visitor in (Visitor[])[main, alice, bob])
            await Poll.Until(async () => (await visitor.Get("/en/links")).FindAll("article[data-link-id]").Count == 1);
    }

    static async Task Import(Visitor visitor)
    {
        var page = await visitor.Get("/en/import");
        var form = (IHtmlFormElement)page.Find("form#import-form");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Bookmarks), "Form.File", "bookmarks.html" },
        };
        foreach (var (name, value) in FormFields.Of(form, new Dictionary<string, string?> { ["Form.AtOnce"] = "true" }))
            content.Add(new StringContent(value), name);
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Url) { Content = content };
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    static IReadOnlyList<TaskRun> Runs(TestLibrary library, string shelf)
    {
        IReadOnlyList<TaskRun> found = [];
        InFile(library, shelf, runs =>
            found = [.. Enumerable.Range(1, 5).Select(id => runs.Find(id)).OfType<TaskRun>()]
        );
        return found;
    }

    static void InFile(TestLibrary library, string shelf, Action<TaskRunStore> work)
    {
        using var database = new SqliteDatabase(
            ShelfFiles.LibraryOf(Path.Combine(library.Settings.ShelvesDirectory, shelf))
        );
        using var connection = new OnDemandConnection(database);
        work(new TaskRunStore(connection));
    }

    sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
