using System.Security.Cryptography;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Uploads;

public sealed class FileUploadsModel(
    FileUploadsDemo demo,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    const int MostCharacters = 400;

    public FileUploadsDemo Demo => demo;

    /// <summary>
    /// Returns the cleaned form of the file name in the query string. Redirects to the chapter when the query has no
    /// name.
    /// </summary>
    public override IActionResult OnGet()
    {
        if (!Request.Query.ContainsKey("name")) return base.OnGet();
        demo.Cleaned = new(Shortened(Request.Query.Text("name")), demo.Files);
        return this.PageOrPartial("_CleanedName", demo.Cleaned);
    }

    public async Task<IActionResult> OnPost(IFormFile? file, CancellationToken cancelled)
    {
        demo.Refusal = WhatIsWrongWith(file);
        if (demo.Refusal is not null)
            return this.PageOrPartial("_FileUploads", demo, StatusCodes.Status422UnprocessableEntity);
        var stored = await demo.Files.Save(file!, cancelled);
        try
        {
            await using var content = System.IO.File.OpenRead(demo.Files.Find(stored.Id)!);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancelled));
            items.Add(
                browser.Remember(),
                demo.Slug,
                new TakenFile(Shortened(file!.FileName), stored.Name, stored.Id, stored.Length, digest),
                time.GetUtcNow()
            );
        }
        finally
        {
            demo.Files.Delete(stored.Id);
        }
        return Done();
    }

    // A browser sends an empty part when no file was chosen. Only a faulty client sends no part at all.
    string? WhatIsWrongWith(IFormFile? file) => file switch
    {
        null when Request.HasFormContentType && Request.Form.Keys.Contains("file") => "No file was chosen.",
        null => "The form has no part called file.",
        _ => demo.Files.Check(file) switch
        {
            UploadProblem.Extension => $"Taken are {string.Join(", ", demo.Files.Extensions)}.",
            UploadProblem.Length => $"The file has {file.Length:N0} bytes; {demo.Files.MaxBytes:N0} are taken here.",
            UploadProblem.Content => $"The content is not that of a .{SecureFileName.Extension(file.FileName)} file.",
            _ => null,
        },
    };

    static string Shortened(string name) => name.Length > MostCharacters ? name[..MostCharacters] : name;
}
