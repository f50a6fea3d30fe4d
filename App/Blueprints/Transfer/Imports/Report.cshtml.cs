using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Transfer.Previews;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// One import: its preview, progress or report. PUT starts the import with the chosen options; DELETE discards a
/// preview.
/// </summary>
[Authorize]
public sealed class ReportModel(
    ImportStore imports,
    ImportStates states,
    ImportQueue queue,
    PreviewStore previews,
    ImportRefusalStore refusals,
    LinkChangeStore changes,
    LinkUndoStore undos,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int PageSize = 100;

    [BindProperty]
    public ImportOptions Form { get; set; } = new();

    public Import Import { get; private set; } = null!;

    public TaskRun? Run { get; private set; }

    public PageOf<ImportRefusal> Refusals { get; private set; } = null!;

    /// <summary>The preview; null while it is not ready and after the import has started.</summary>
    public PreviewPage? Preview { get; private set; }

    /// <summary>The undo state of the import; null if the import has changed nothing.</summary>
    public ImportUndo? Undo { get; private set; }

    /// <summary>Links that the undo did not change, at most <c>PageSize</c> of them.</summary>
    public IReadOnlyList<LinkName> Kept =>
        Undo is { IsUndone: true, IsOpen: false, Last: { KeptCount: > 0, Undoes: { } undone } last }
            ? undos.Kept(Import.AccountId, undone, last.Id, PageSize)
            : [];

    /// <summary>Whether the preview or import task waits or runs.</summary>
    public bool IsRunning => Run is { IsOpen: true };

    /// <summary>Whether a task or an undo is in progress, so that the page has to poll.</summary>
    public bool IsOpen => IsRunning || Undo is { IsOpen: true, Run: null or { IsOpen: true } };

    public bool HasFile => files.Find(Import.FileId) is not null;

    /// <summary>Whether the library has changed since the preview was made.</summary>
    public bool IsStale => Preview is { } preview && changes.LastAt(Import.AccountId) > preview.Found.CreatedAt;

    /// <summary>An earlier successful import of the same file; null if this import is confirmed.</summary>
    public Import? DuplicateUploads => Import.IsConfirmed || Import.FileDigest is not { } digest
        ? null
        : imports.WithFile(Import.AccountId, digest, 20).FirstOrDefault(import =>
            import.Id != Import.Id && states.Of(import) == ImportState.Done);

    string Address => $"{HttpContext.PageRoot()}/import/{Import.Id}";

    public IActionResult OnGet(long id, string? rows)
    {
        if (PageNumber.Of(Request.Query) is not { } number || !Finds(id)) return NotFound();
        if (Import.IsConfirmed)
        {
            Refusals = new(refusals.Read(id, (number - 1L) * PageSize, PageSize), number, PageSize, Import.Refused);
            return Refusals.Exists ? this.PageOrPartial("_Report") : NotFound();
        }
        if (!IsRunning) Preview = PreviewPage.Of(Import, previews, rows, number);
        if (Preview is not null) Form = Preview.Options;
        return Preview is { Rows.Exists: false } ? NotFound() : this.PageOrPartial("_Preview");
    }

    public IActionResult OnPut(long id)
    {
        if (!Finds(id)) return NotFound();
        if (!Import.IsConfirmed && !ModelState.IsValid)
        {
            Preview = PreviewPage.Of(Import, previews, rows: null, number: 1) is { } preview
                ? preview with
                {
                    Options = Form,
                }
                : null;
            return this.Invalid("_Preview");
        }
        if (Import.IsConfirmed) flashes.Add(texts["transfer.flash.begun_already"], FlashCategory.Info);
        else if (previews.Find(id) is null) flashes.Add(texts["transfer.flash.not_yet"], FlashCategory.Info);
        else queue.Start(Import, Form);
        return this.SeeOther(Address);
    }

    public IActionResult OnDelete(long id)
    {
        if (!Finds(id)) return NotFound();
        if (queue.Discard(Import))
        {
            flashes.Add(texts["transfer.flash.discarded", Import.FileName]);
            return this.SeeOther(Url.Page("/Transfer/Uploads/Import")!);
        }
        flashes.Add(texts["transfer.flash.begun_already"], FlashCategory.Info);
        return this.SeeOther(Address);
    }

    bool Finds(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return false;
        Import = import;
        Run = states.RunOf(import);
        Undo = states.UndoOf(import);
        return true;
    }
}
