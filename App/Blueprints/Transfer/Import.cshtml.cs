using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Forms;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer;

[Authorize]
public sealed class ImportModel(
    ImportStore imports, ImportQueue queue, [FromKeyedServices(ImportFiles.SetName)] UploadSet files, IStringLocalizer texts) : PageModel
{
    const int RecentImports = 10;

    [BindProperty]
    public ImportForm Form { get; set; } = new();

    public IReadOnlyList<Import> Recent { get; private set; } = [];

    public long MaxBytes => files.MaxBytes;

    public void OnGet()
    {
        Form.FolderTags = true;
        Recent = imports.Recent(User.AccountId(), RecentImports);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancelled)
    {
        if (WhatIsWrongWithFile() is { } error) ModelState.AddModelError("Form.File", error);
        if (!ModelState.IsValid)
        {
            Recent = imports.Recent(User.AccountId(), RecentImports);
            return this.Invalid("_ImportForm");
        }
        var queued = queue.Add(User.AccountId(), await files.Save(Form.File!, cancelled), Form);
        return this.SeeOther(Url.Page("/Transfer/Report", new { id = queued.ImportId })!);
    }

    // No part at all is a broken form, an empty part a person who has not chosen yet.
    string? WhatIsWrongWithFile()
    {
        if (Form.File is not { } file)
            return Request.Form.Keys.Any(key => key.EndsWith("File", StringComparison.OrdinalIgnoreCase)) || !Request.HasFormContentType
                ? texts["transfer.file.not_chosen"]
                : texts["transfer.file.missing"];
        if (!files.Accepts(file.FileName)) return texts["transfer.file.extension"];
        using var content = file.OpenReadStream();
        return new BookmarkFileReader(content).Problem is var problem && problem == BookmarkFileProblem.None
            ? null
            : ImportTexts.Of(problem, texts);
    }
}
