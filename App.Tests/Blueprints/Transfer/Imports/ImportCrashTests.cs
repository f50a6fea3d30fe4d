using System.Data.Common;
using System.Text;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class ImportCrashTests
{
    const int Links = 20_000;

    [Fact]
    public async Task An_import_whose_worker_is_killed_is_finished_once_by_the_next()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada-l");
        var sent = await ada.SendFile(
            Encoding.UTF8.GetBytes(BookmarkSample.Of(Links) + "<DT><A HREF=\"about:blank\">Refused</A>"),
            "bookmarks.html",
            ImportSteps.AtOnce
        );
        var address = sent.Location!.ToString();
        Assert.Equal("waiting", (await ada.Get(address)).Find("[data-task-state]").GetAttribute("data-task-state"));

        using (var first = Worker(library))
        {
            await Poll.Until(() => Added(library) > 0);
            first.Kill();
            await first.Ended();
            Assert.InRange(Added(library), 1, Links - 1);
        }

        using var second = Worker(library);
        var done = await ada.Finished(address);
        Assert.Equal("succeeded", done.Find("[data-task-state]").GetAttribute("data-task-state"));
        Assert.Equal((Links, 0, 1), done.Counts());
        var exported = (await ada.Get("/export/links.jsonl")).Text;
        Assert.Equal(Links, exported.Count(c => c == '\n'));
        await second.Signal();
        await second.Ended();
        Assert.Equal(0, second.ExitCode);
    }

    static long Added(TestLibrary library) =>
        library.InScope(services =>
            services.GetRequiredService<DbConnection>().ExecuteScalar<long>("select added from imports"));

    static ChildProgram Worker(TestLibrary library) =>
        ChildProgram.Start(["worker", "--DataDirectory", library.Settings.DataDirectory]);
}
