using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer;

public sealed class ImportTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task A_bookmark_file_arrives_and_its_report_says_what_became_of_it()
    {
        var report = await Import("""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <DL><p>
            <DT><H3>Reading</H3>
            <DL><p>
            <DT><A HREF="https://www.w3.org/TR/html52/" ADD_DATE="1500000000" TAGS="web,html">HTML</A>
            <DD>The standard
            <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
            <DT><A HREF="https://www.w3.org/TR/html52" TAGS="spec">HTML again</A>
            </DL><p>
            </DL><p>
            """);
        Assert.Equal("1", report.Find("[data-added]").GetAttribute("data-added"));
        Assert.Equal("1", report.Find("[data-merged]").GetAttribute("data-merged"));
        Assert.Equal("1", report.Find("[data-refused]").GetAttribute("data-refused"));
        var refused = report.Find("tr[data-refusal=Script]");
        Assert.Equal("7", refused.QuerySelector("td")!.TextContent);
        Assert.Contains("javascript:alert(1)", refused.TextContent);
    }

    async Task<Answer> Import(string file, string name = "bookmarks.html")
    {
        var page = await ada.Get("/en/import");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("private"), "Form.Visibility" },
            { new StringContent("true"), "Form.FolderTags" },
            { new StringContent(file), "Form.File", name },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        var sent = await ada.Send(request);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        return await Finished(sent.Location!.ToString());
    }

    async Task<Answer> Finished(string report)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var page = await ada.Get(report);
            if (page.Document.QuerySelector("[data-task-state=waiting], [data-task-state=running]") is null) return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"The import {report} does not end.");
    }
}
