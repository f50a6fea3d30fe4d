using System.Data.Common;
using System.Text;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>
/// Tests the preview, progress and report pages of an import. Each page redirects to the page of the current step.
/// </summary>
public sealed class ImportPagesTests
{
    const string File = """<DL><DT><A HREF="https://example.org/1">one</A></DL>""";

    [Fact]
    public async Task The_preview_of_a_confirmed_import_redirects_permanently_to_the_report_with_its_query()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        var report = await ada.Import(File);
        Assert.Equal("/en/import/1/report", report.Url.AbsolutePath);
        var old = await Ask(ada, "/en/import/1?page=1");
        Assert.Equal(HttpStatusCode.PermanentRedirect, old.Status);
        Assert.Equal("/en/import/1/report?page=1", old.Location!.ToString());
    }

    [Fact]
    public async Task The_report_of_an_unconfirmed_import_redirects_to_its_preview()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        var preview = await ada.Preview(File);
        Assert.Equal("/en/import/1", preview.Url.AbsolutePath);
        foreach (var page in (string[])["report", "progress"])
            Assert.Equal(
                (HttpStatusCode.SeeOther, "/en/import/1"),
                await Redirect(ada, $"/en/import/1/{page}"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task While_a_task_runs_every_page_of_the_import_leads_to_the_progress_page(bool isAtOnce)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada-l");
        await ada.SendFile(Encoding.UTF8.GetBytes(File), "bookmarks.html", isAtOnce ? [ImportSteps.AtOnce] : []);
        foreach (var page in (string[])["", "/report", "/progress"])
        {
            var progress = await ada.Get($"/en/import/1{page}");
            Assert.Equal("/en/import/1/progress", progress.Url.AbsolutePath);
            Assert.Equal("waiting", progress.Find("[data-task-state]").GetAttribute("data-task-state"));
            Assert.NotNull(progress.Find("progress"));
            Assert.Contains("""<meta http-equiv="refresh" content="3">""", progress.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_the_task_ends_a_poll_of_the_progress_page_tells_htmx_to_open_the_next_page()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var ada = await library.SignUp("ada-l");
        await ada.SendFile(Encoding.UTF8.GetBytes(File), "bookmarks.html", ImportSteps.AtOnce);
        var poll = (await ada.Get("/en/import/1/progress")).Find("#report").GetAttribute("hx-get")!;
        Assert.Equal(HttpStatusCode.OK, (await ada.Get(poll, htmx: true)).Status);
        library.InScope(services => services.GetRequiredService<DbConnection>().Execute(
            "update task_runs set state = 'cancelled', finished_at = 0"));
        var ended = await ada.Get(poll, htmx: true);
        Assert.Equal(
            (HttpStatusCode.NoContent, "/en/import/1/report"),
            (ended.Status, ended.Headers["HX-Location"]));
    }

    [Fact]
    public async Task The_pages_of_an_import_are_private_to_its_owner()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Import(File);
        using var eve = await library.SignUp("eve-x");
        foreach (var page in (string[])["", "/report", "/progress"])
            Assert.Equal(HttpStatusCode.NotFound, (await Ask(eve, $"/en/import/1{page}")).Status);
    }

    static async Task<(HttpStatusCode, string)> Redirect(Visitor visitor, string url)
    {
        var answer = await Ask(visitor, url);
        return (answer.Status, answer.Location!.ToString());
    }

    static async Task<Answer> Ask(Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await visitor.Send(request);
    }
}
