using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.RequestChecksums;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer;

/// <summary>
/// Where a file is chosen, above all imports there were. A file is looked at first unless its person wants it brought in at once. A script that
/// sends the digest of its request may send it again: the file keeps the import that it has.
/// </summary>
[Authorize, VerifyDigest]
public sealed class ImportModel(
    ImportStore imports, ImportQueue queue, ImportStates states, [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    AccountFiles accountFiles, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    const int PageSize = 20;

    [BindProperty]
    public ImportForm Form { get; set; } = new();

    public PageOf<Import> Imports { get; private set; } = null!;

    public long MaxBytes => files.MaxBytes;

    public IActionResult OnGet()
    {
        Form.FolderTags = true;
        return PageNumber.Of(Request.Query) is { } number && Shows(number) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancelled)
    {
        if (WhatIsWrongWithFile() is { } error) ModelState.AddModelError("Form.File", error);
        if (!ModelState.IsValid) return Again(StatusCodes.Status422UnprocessableEntity);
        StoredUpload stored;
        try
        {
            stored = await files.Save(Form.File!, cancelled);
        }
        catch (IOException full) when (full.IsDiskFull())
        {
            ModelState.AddModelError("Form.File", texts["transfer.file.disk_full"]);
            return Again(StatusCodes.Status507InsufficientStorage);
        }
        var once = Request.HasDigest();
        var queued = Form.AtOnce ? queue.Add(User.AccountId(), stored, Form, once) : queue.Preview(User.AccountId(), stored, Form, once);
        if (queued.IsOverQuota)
        {
            ModelState.AddModelError("Form.File", OverQuota());
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        if (queued.IsRepeat) flashes.Add(texts["transfer.flash.same_file"], FlashCategory.Info);
        return this.SeeOther(Url.Page("/Transfer/Report", new { id = queued.ImportId })!);
    }

    public ImportState StateOf(Import import) => states.Of(import);

    IActionResult Again(int status)
    {
        Shows(1);
        return this.PageOrPartial("_ImportForm", statusCode: status);
    }

    bool Shows(int number) => (Imports = imports.Page(User.AccountId(), number, PageSize)).Exists;

    string OverQuota() => texts["transfer.file.quota", accountFiles.BytesOf(User.AccountId()) / 1e6, accountFiles.MaxBytes / 1e6];

    // No part at all is a broken form, an empty part a person who has not chosen yet.
    string? WhatIsWrongWithFile()
    {
        if (Form.File is not { } file)
            return Request.Form.Keys.Any(key => key.EndsWith("File", StringComparison.OrdinalIgnoreCase)) || !Request.HasFormContentType
                ? texts["transfer.file.not_chosen"]
                : texts["transfer.file.missing"];
        if (!files.Accepts(file.FileName)) return texts["transfer.file.extension"];
        if (!accountFiles.HaveRoom(User.AccountId(), file.Length)) return OverQuota();
        using var content = file.OpenReadStream();
        return new BookmarkFileReader(content).Problem is var problem && problem == BookmarkFileProblem.None
            ? null
            : ImportTexts.Of(problem, texts);
    }
}
