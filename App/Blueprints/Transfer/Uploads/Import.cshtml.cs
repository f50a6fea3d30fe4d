using App.Blueprints.Accounts;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.RequestChecksums;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Uploads;

/// <summary>
/// Shows the upload form and the list of the account's imports. An uploaded file gets a preview unless the request asks
/// for an immediate import. A form upload contains the file as a field. A raw upload contains the file as its body, and
/// the file name and options in the query string. A raw upload can have a <c>Content-Digest</c> or <c>Repr-Digest</c>
/// header. With such a header, a repeated immediate import creates only one import.
/// </summary>
[Authorize, VerifyDigest]
public sealed class ImportModel(
    ImportStore imports,
    UploadQueue queue,
    ImportStates states,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    AccountFiles accountFiles,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int PageSize = 20;
    const string FileField = "Form.File";

    [BindProperty]
    public ImportForm Form { get; set; } = new();

    public PageOf<Import> Imports { get; private set; } = null!;

    /// <summary>File name of a raw upload, in which the file is the request body.</summary>
    [FromQuery(Name = "name")]
    public string? FileName { get; set; }

    public long MaxBytes => files.MaxBytes;

    public IActionResult OnGet()
    {
        Form = new() { FolderTags = true };
        return PageNumber.Of(Request.Query) is { } number && LoadPage(number) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancelled)
    {
        if ((IsRaw ? ProblemOfName() : ProblemOfForm()) is { } error) ModelState.AddModelError(FileField, error);
        if (!ModelState.IsValid) return Redisplay(StatusCodes.Status422UnprocessableEntity);
        StoredUpload stored;
        try
        {
            stored = IsRaw
                ? await files.Save(Request.Body, FileName, cancelled)
                : await files.Save(Form.File!, cancelled);
        }
        catch (IOException full) when (full.IsDiskFull())
        {
            ModelState.AddModelError(FileField, texts["transfer.file.disk_full"]);
            return Redisplay(StatusCodes.Status507InsufficientStorage);
        }
        if (IsRaw && ProblemOf(stored) is { } problem)
        {
            files.Delete(stored.Id);
            ModelState.AddModelError(FileField, problem);
            return Redisplay(StatusCodes.Status422UnprocessableEntity);
        }
        var once = Form.AtOnce && Request.Checksum().HasDigest;
        var queued = queue.Add(User.AccountId(), stored, Form, Form.AtOnce, once);
        if (queued.IsOverQuota)
        {
            ModelState.AddModelError(FileField, OverQuota());
            return Redisplay(StatusCodes.Status422UnprocessableEntity);
        }
        if (queued.IsRepeat) flashes.Add(texts["transfer.flash.same_file"], FlashCategory.Info);
        return this.SeeOther($"{HttpContext.PageRoot()}/import/{queued.ImportId}/progress");
    }

    public ImportState StateOf(Import import) => states.Of(import);

    IActionResult Redisplay(int status)
    {
        LoadPage(1);
        return this.PageOrPartial("_ImportForm", statusCode: status);
    }

    bool LoadPage(int number) => (Imports = imports.Page(User.AccountId(), number, PageSize)).Exists;

    bool IsRaw => Request.ContentType == "application/octet-stream";

    string OverQuota() =>
        texts["transfer.file.quota", accountFiles.BytesOf(User.AccountId()) / 1e6, accountFiles.MaxBytes / 1e6];

    // If the form has no file part, the request is malformed. If the file part is empty, the user chose no file.
    string? ProblemOfForm()
    {
        if (Form.File is not { } file)
        {
            return !Request.HasFormContentType
                || Request.Form.Keys.Any(key => key.EndsWith("File", StringComparison.OrdinalIgnoreCase))
                ? texts["transfer.file.not_chosen"]
                : texts["transfer.file.missing"];
        }
        if (!accountFiles.HaveRoom(User.AccountId(), file.Length)) return OverQuota();
        // Runs this check before anything else reads the file, because all streams of a form file share one position.
        var problem = files.Check(file);
        using var content = file.OpenReadStream();
        return TextOf(problem, content);
    }

    string? ProblemOfName()
    {
        if (string.IsNullOrEmpty(FileName)) return texts["transfer.file.missing"];
        return files.Accepts(FileName) ? null : texts["transfer.file.extension"].Value;
    }

    string? ProblemOf(StoredUpload stored)
    {
        using var content = System.IO.File.OpenRead(files.Find(stored.Id)!);
        return TextOf(files.Check(stored, FileName), content);
    }

    // For unaccepted content, prefers the message of BookmarkFileReader, which recognises more file types than the
    // upload set.
    string? TextOf(UploadProblem problem, Stream content) => problem switch
    {
        UploadProblem.Extension => texts["transfer.file.extension"],
        UploadProblem.Length => texts["transfer.upload.too_large"],
        _ when new BookmarkFileReader(content).Problem is var found and not BookmarkFileProblem.None =>
            ImportTexts.Of(found, texts),
        UploadProblem.Content => ImportTexts.Of(BookmarkFileProblem.Binary, texts),
        _ => null,
    };
}
