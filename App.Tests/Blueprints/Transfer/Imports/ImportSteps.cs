using System.Net.Http.Headers;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>Methods with which tests upload and import a file on the import page, without JavaScript.</summary>
static class ImportSteps
{
    /// <summary>Uploads a file, imports it without a preview and waits for the report.</summary>
    public static async Task<Answer> Import(
        this Visitor visitor,
        string file,
        params (string Name, string Value)[] choices
    )
    {
        var sent = await visitor.SendFile(Encoding.UTF8.GetBytes(file), "bookmarks.html", [.. choices, AtOnce]);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        return await visitor.Finished(sent.Location!.ToString());
    }

    /// <summary>Uploads a file and waits for its preview.</summary>
    public static async Task<Answer> Preview(this Visitor visitor, string file)
    {
        var sent = await visitor.SendFile(Encoding.UTF8.GetBytes(file), "bookmarks.html");
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        return await visitor.Finished(sent.Location!.ToString());
    }

    /// <summary>Starts the import from a preview and waits for the report.</summary>
    public static async Task<Answer> Confirm(
        this Visitor visitor,
        Answer preview,
        params (string Name, string? Value)[] choices
    )
    {
        var begun = await visitor.Submit(
            preview,
            "form#import-options",
            choices.ToDictionary(choice => choice.Name, choice => choice.Value)
        );
        Assert.Equal(HttpStatusCode.OK, begun.Status);
        return await visitor.Finished(begun.Url.AbsolutePath);
    }

    /// <summary>The form field of the button that imports without a preview.</summary>
    public static readonly (string Name, string Value) AtOnce = ("Form.AtOnce", "true");

    /// <summary>
    /// Submits the import form with a file. When <paramref name="name"/> is null, the form has no file part.
    /// </summary>
    public static async Task<Answer> SendFile(
        this Visitor visitor,
        byte[] file,
        string? name,
        params (string Name, string Value)[] choices
    )
    {
        var page = await visitor.Get("/en/import");
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(page.Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!),
                "__RequestVerificationToken"
            },
        };
        foreach (var (field, value) in choices) form.Add(new StringContent(value), field);
        if (name is not null)
        {
            var part = new ByteArrayContent(file);
            // When no file was chosen, browsers send a part with an empty file name. Tests pass an empty name to
            // simulate that.
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
            {
                Name = "\"Form.File\"",
                FileName = $"\"{name}\"",
            };
            form.Add(part);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        return await visitor.Send(request);
    }

    /// <summary>Polls a report until its task has ended.</summary>
    public static async Task<Answer> Finished(this Visitor visitor, string report)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var page = await visitor.Get(report);
            if (page.Document.QuerySelector("[data-task-state=waiting], [data-task-state=running]") is null)
                return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"The import {report} does not end.");
    }

    /// <summary>The ID of the import in the URL of one of its pages.</summary>
    public static string ImportId(this Answer page) => page.Url.Segments[3].TrimEnd('/');

    public static (int Added, int Merged, int Refused) Counts(this Answer report) =>
        (report.Count("added"), report.Count("merged"), report.Count("refused"));

    /// <summary>
    /// Reads the counts of a preview: links to add, links to merge, links without a change, links repeated in the file,
    /// and refused rows.
    /// </summary>
    public static (int New, int Merge, int There, int Repeat, int Refused) Forecast(this Answer preview) =>
        (
            preview.Count("new"),
            preview.Count("merge"),
            preview.Count("unchanged"),
            preview.Count("repeat"),
            preview.Count("refused")
        );

    public static int Count(this Answer report, string what) =>
        int.Parse(
            report.Find($"dd[data-{what}]").GetAttribute($"data-{what}")!,
            System.Globalization.CultureInfo.InvariantCulture
        );
}
