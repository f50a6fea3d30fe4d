using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Transfer.Imports;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Flashing;
using App.Patterns.Forms.Partials;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Shows the preview of an unconfirmed import: what the file contains, and the import options. PUT starts the import,
/// DELETE discards it. Redirects to the progress page while the file is read, and to the report when the import is
/// confirmed.
/// </summary>
[Authorize]
public sealed class PreviewModel(
    ImportStore imports,
    ImportStates states,
    PreviewStore previews,
    ImportQueue queue,
    LinkChangeStore changes,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    // Maximum number of earlier imports of the same file that are checked, newest first.
    const int MaxDuplicates = 20;

    [BindProperty]
    public ImportOptions Form { get; set; } = new();

    public Import Import { get; private set; } = null!;

    /// <summary>The run of the preview task; null when the run was deleted because of its age.</summary>
    public TaskRun? Run { get; private set; }

    /// <summary>The totals of the file; null when the file could not be read.</summary>
    public ImportPreview? Preview { get; private set; }

    public IReadOnlyList<PreviewFolder> Folders { get; private set; } = [];

    /// <summary>Number of Shaarli notes. To import Shaarli notes, the user must enter the URL of their site.</summary>
    public int NoteCount { get; private set; }

    /// <summary>The expected import result of the rows that the page lists, such as new or refused.</summary>
    public PreviewKind Kind { get; private set; }

    public PageOf<PreviewRow> Rows { get; private set; } = null!;

    public ImportPlan? Plan => Preview is null ? null : ImportPlan.Of(Preview, Folders, Form, NoteCount);

    /// <summary>Whether the account's links have changed since the preview was made.</summary>
    public bool IsStale => Preview is { } preview && changes.LastAt(Import.AccountId) > preview.CreatedAt;

    /// <summary>An earlier import of the same file that succeeded and was not undone.</summary>
    public Import? SameFile => Import.FileDigest is not { } digest ? null : imports
        .WithFile(Import.AccountId, digest, MaxDuplicates)
        .FirstOrDefault(import => import.Id != Import.Id && states.Of(import) == ImportState.Done);

    public IActionResult OnGet(long id, string? rows)
    {
        if (PageNumber.Of(Request.Query) is not { } number || !Find(id)) return NotFound();
        // Redirects permanently, because a confirmed import never becomes unconfirmed again.
        if (Import.IsConfirmed)
            return LocalRedirectPermanentPreserveMethod(HttpContext.PageRoot() + Import.Path + Request.QueryString);
        if (Run is { IsOpen: true }) return this.SeeOther(HttpContext.PageRoot() + Import.ProgressPath);
        if (!LoadPreview(rows, number)) return this.PageOrPartial("_Preview");
        Form = Import.Options with
        {
            ExcludedFolders = [.. Folders.Where(folder => folder.IsExcluded).Select(folder => folder.Number)],
        };
        return Rows.Exists ? this.PageOrPartial("_Preview") : NotFound();
    }

    public IActionResult OnPut(long id)
    {
        if (!Find(id)) return NotFound();
        if (Import.IsConfirmed)
        {
            flashes.Add(texts["transfer.flash.begun_already"], FlashCategory.Info);
            return this.SeeOther(HttpContext.PageRoot() + Import.Path);
        }
        if (!LoadPreview(rows: null, number: 1))
        {
            flashes.Add(texts["transfer.flash.not_yet"], FlashCategory.Info);
            return this.SeeOther(HttpContext.PageRoot() + Import.ProgressPath);
        }
        if (!ModelState.IsValid) return this.Invalid("_Preview");
        queue.Start(Import, Form);
        return this.SeeOther(HttpContext.PageRoot() + Import.ProgressPath);
    }

    public IActionResult OnDelete(long id)
    {
        if (!Find(id)) return NotFound();
        if (queue.Discard(Import))
        {
            flashes.Add(texts["transfer.flash.discarded", Import.FileName]);
            return this.SeeOther($"{HttpContext.PageRoot()}/import");
        }
        flashes.Add(texts["transfer.flash.begun_already"], FlashCategory.Info);
        return this.SeeOther(HttpContext.PageRoot() + Import.Path);
    }

    bool Find(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return false;
        Import = import;
        Run = states.RunOf(import);
        return true;
    }

    /// <summary>Loads the totals and one page of rows. Returns false when the preview is not finished yet.</summary>
    /// <param name="rows">The requested kind of rows; by default the first kind that has rows.</param>
    /// <param name="number">The page number of the rows, from 1.</param>
    bool LoadPreview(string? rows, int number)
    {
        if (previews.Find(Import.Id) is not { } preview) return false;
        var kinds = Enum.GetValues<PreviewKind>();
        var first = kinds.FirstOrDefault(kind => preview.Rows.Of(kind) > 0);
        Preview = preview;
        Folders = previews.Folders(Import.Id);
        NoteCount = previews.CountNotes(Import.Id);
        Kind = kinds.Where(kind => PreviewStore.NameOf(kind) == rows).DefaultIfEmpty(first).First();
        Rows = previews.Page(Import.Id, Kind, number, preview.Rows.Of(Kind));
        return true;
    }
}
