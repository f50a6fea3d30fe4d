using System.Net.Http.Headers;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer;

/// <summary>What a person without JavaScript does on the import page.</summary>
static class ImportSteps
{
    /// <summary>Sends a file and waits for its report.</summary>
    public static async Task<Answer> Import(this Visitor visitor, string file, params (string Name, string Value)[] choices)
    {
        var sent = await visitor.SendFile(Encoding.UTF8.GetBytes(file), "bookmarks.html", choices);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        return await visitor.Finished(sent.Location!.ToString());
    }

    /// <summary>Sends the import form with a file part of these bytes; without a name there is no such part.</summary>
    public static async Task<Answer> SendFile(this Visitor visitor, byte[] file, string? name, params (string Name, string Value)[] choices)
    {
        var page = await visitor.Get("/en/import");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!), "__RequestVerificationToken" },
        };
        foreach (var (field, value) in choices) form.Add(new StringContent(value), field);
        if (name is not null)
        {
            var part = new ByteArrayContent(file);
            // As a browser does it, which names an empty part when nothing was chosen.
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"Form.File\"", FileName = $"\"{name}\"" };
            form.Add(part);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        return await visitor.Send(request);
    }

    /// <summary>Looks at a report until its task has ended.</summary>
    public static async Task<Answer> Finished(this Visitor visitor, string report)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var page = await visitor.Get(report);
            if (page.Document.QuerySelector("[data-task-state=waiting], [data-task-state=running]") is null) return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"The import {report} does not end.");
    }

    public static (int Added, int Merged, int Refused) Counts(this Answer report) =>
        (report.Count("added"), report.Count("merged"), report.Count("refused"));

    static int Count(this Answer report, string what) =>
        int.Parse(report.Find($"dd[data-{what}]").GetAttribute($"data-{what}")!, System.Globalization.CultureInfo.InvariantCulture);
}
