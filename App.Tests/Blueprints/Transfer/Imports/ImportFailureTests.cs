using System.Data.Common;
using System.Globalization;
using System.Text;
using App.Blueprints.Transfer.Imports;
using App.Blueprints.Transfer.Previews;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>Tests imports with a full disk, after a crash of the worker, and with an expired preview.</summary>
public sealed class ImportFailureTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task A_full_disk_stops_an_import_with_a_clear_message_and_the_import_can_be_continued()
    {
        var sent = await ada.SendFile(
            Encoding.UTF8.GetBytes(BookmarkSample.Of(15_000)),
            "bookmarks.html",
            ImportSteps.AtOnce
        );
        var error = Assert.Throws<TaskFailedException>(() =>
            Run<ImportTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None), spareKilobytes: 4_500)
        );
        Assert.Contains("disk", error.Message);
        var added = int.Parse(Column("select added from imports").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(added, 2_500, 12_500);
        Assert.Equal(added.ToString(CultureInfo.InvariantCulture), Column("select count(*) from links").Single());
        Fail(error.Message);
        var report = await ada.Get(sent.Location!.ToString());
        Assert.Contains($"{added:N0} rows", report.Text);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.Submit(report, "form#continue", follow: false)).Status);
        Run<ImportTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None));
        Assert.Equal("15000", Column("select added from imports where finished_at is not null").Single());
    }

    [Fact]
    public async Task An_import_stopped_by_a_full_disk_can_be_undone_and_is_then_not_continued()
    {
        var sent = await ada.SendFile(
            Encoding.UTF8.GetBytes(BookmarkSample.Of(15_000)),
            "bookmarks.html",
            ImportSteps.AtOnce
        );
        var error = Assert.Throws<TaskFailedException>(() =>
            Run<ImportTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None), spareKilobytes: 4_500)
        );
        Fail(error.Message);
        await ada.Submit(await ada.Get(sent.Location!.ToString()), "form#take-back");
        var progress = await ada.Get(sent.Location!.ToString());
        Assert.Contains("The import is being undone.", progress.Find("#report").TextContent);
        Assert.Empty(progress.FindAll("form#continue"));
        Assert.Throws<TaskFailedException>(() =>
            Run<ImportTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None))
        );
    }

    [Fact]
    public async Task A_full_disk_stops_a_preview_with_a_message_and_changes_no_link()
    {
        await ada.SendFile(Encoding.UTF8.GetBytes(BookmarkSample.Of(20_000)), "bookmarks.html");
        var error = Assert.Throws<TaskFailedException>(() =>
            Run<PreviewTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None), spareKilobytes: 500)
        );
        Assert.Contains("disk", error.Message);
        Assert.Equal("0", Column("select count(*) from links").Single());
        Run<PreviewTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None));
        Assert.Equal("20000", Column("select new_rows from import_previews").Single());
        Assert.Equal("20000", Column("select count(*) from import_rows").Single());
    }

    [Fact]
    public async Task A_preview_whose_worker_is_killed_is_built_by_the_next()
    {
        var sent = await ada.SendFile(Encoding.UTF8.GetBytes(BookmarkSample.Of(40_000)), "bookmarks.html");
        var address = sent.Location!.ToString();
        using (var first = Worker())
        {
            while (Column("select count(*) from import_rows").Single() == "0") await Task.Yield();
            first.Kill();
            await first.Ended();
        }
        Assert.Equal("0", Column("select count(*) from import_previews").Single());
        using var second = Worker();
        Assert.Equal((40_000, 0, 0, 0, 0), (await ada.Finished(address)).Forecast());
        Assert.Equal("40000", Column("select count(*) from import_rows").Single());
        await second.Signal();
        await second.Ended();
    }

    [Fact]
    public async Task An_unconfirmed_preview_is_deleted_after_a_week_and_an_import_remains()
    {
        await ada.SendFile("<DT><A HREF=\"https://example.org/a\">A</A>"u8.ToArray(), "bookmarks.html");
        await ada.SendFile("<DT><A HREF=\"https://example.org/b\">B</A>"u8.ToArray(), "bookmarks.html");
        await ada.SendFile(
            "<DT><A HREF=\"https://example.org/c\">C</A>"u8.ToArray(),
            "bookmarks.html",
            ImportSteps.AtOnce
        );
        Column("update imports set created_at = created_at - 8 * 86400000 where id in (1, 3) returning id");
        library.InScope(services =>
        {
            services.GetRequiredService<PreviewCleanupTask>().Run();
            return true;
        });
        Assert.Equal(["2", "3"], Column("select id from imports order by id"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/import/1")).Status);
    }

    [Fact]
    public async Task Imports_are_paged_and_their_source_file_can_be_deleted()
    {
        for (var i = 0; i < 21; i++)
            await ada.SendFile(
                Encoding.UTF8.GetBytes($"<DT><A HREF=\"https://example.org/{i}\">A</A>"),
                $"b{i}.html",
                ImportSteps.AtOnce
            );
        Assert.Equal(20, (await ada.Get("/en/import")).FindAll("[data-import-id]").Count);
        Assert.Equal("b0.html", (await ada.Get("/en/import?page=2")).Find("[data-import-id] a").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/import?page=3")).Status);
        Assert.Empty((await ada.Get("/en/import/1")).FindAll("form#delete-file"));
        Run<ImportTask>(task => task.Run(new(1), new Unheard(), CancellationToken.None));
        var report = await ada.ConfirmDeletion(await ada.Submit(await ada.Get("/en/import/1"), "form#delete-file"));
        Assert.Equal((1, 0, 0), report.Counts());
        Assert.Empty(report.FindAll("form#delete-file, a[href*='/files/imports/']"));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/files/imports/1")).Status);
        Assert.Equal(20, Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")).Length);
    }

    // Runs a task as a worker does. The database can grow only by spareKilobytes during the run, which simulates a full
    // disk. Null means no limit.
    void Run<TTask>(Func<TTask, Task<object?>> work, int? spareKilobytes = null)
        where TTask : notnull =>
        library.InScope(services =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            if (spareKilobytes is { } spare)
            {
                var pages =
                    connection.ExecuteScalar<long>("pragma page_count")
                    + spare * 1024L / connection.ExecuteScalar<long>("pragma page_size");
                connection.ExecuteScalar<long>(
                    string.Create(CultureInfo.InvariantCulture, $"pragma max_page_count = {pages}")
                );
            }
            try
            {
                work(services.GetRequiredService<TTask>()).GetAwaiter().GetResult();
            }
            finally
            {
                connection.ExecuteScalar<long>("pragma max_page_count = 1073741823");
            }
            return true;
        });

    void Fail(string error) =>
        library.InScope(services =>
        {
            var runs = services.GetRequiredService<TaskRunStore>();
            var now = DateTimeOffset.UtcNow;
            Assert.NotNull(runs.Claim(1, "test", now, now.AddMinutes(1)));
            return runs.End(1, "test", TaskState.Failed, null, error, now);
        });

    ChildProgram Worker() => ChildProgram.Start(["worker", "--DataDirectory", library.Settings.DataDirectory]);

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());

    sealed class Unheard : TaskProgress
    {
        public override long RunId => 1;

        public override long? AccountId => 1;

        public override void Report(long current, long? total = null, string note = "") { }
    }
}
