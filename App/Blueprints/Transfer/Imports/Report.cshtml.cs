using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// The result of an import: its counts, its refused rows, its file and its undo. Redirects to the preview before the
/// import is confirmed, and to the progress page while a task runs.
/// </summary>
[Authorize]
public sealed class ReportModel(
    ImportStore imports,
    ImportRefusalStore refusals,
    ImportStates states,
    LinkUndoStore undos,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files
) : PageModel
{
    const int PageSize = 100;

    public Import Import { get; private set; } = null!;

    /// <summary>The run of the import; null when old runs were deleted.</summary>
    public TaskRun? Run { get; private set; }

    public PageOf<ImportRefusal> Refusals { get; private set; } = null!;

    /// <summary>The undo state of the import; null if the import has changed nothing.</summary>
    public ImportUndo? Undo { get; private set; }

    /// <summary>Links that the undo did not change, at most <c>PageSize</c> of them.</summary>
    public IReadOnlyList<LinkName> NotReverted =>
        Undo is { IsUndone: true, IsOpen: false, Last: { KeptCount: > 0, Undoes: { } undone } last }
            ? undos.Kept(Import.AccountId, undone, last.Id, PageSize)
            : [];

    /// <summary>Whether the import stopped before its end and can be continued.</summary>
    public bool CanContinue => Run is { CanRetry: true } && Undo is null or { Steps: 0 };

    /// <summary>Whether existing links were updated from the file, instead of only completed.</summary>
    public bool IsUpdate => Import.Options.Existing == ImportExisting.Update;

    public bool HasFile => files.Find(Import.FileId) is not null;

    public IActionResult OnGet(long id)
    {
        if (PageNumber.Of(Request.Query) is not { } number
            || imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        (Import, Run, Undo) = (import, states.RunOf(import), states.UndoOf(import));
        if (!import.IsConfirmed) return this.SeeOther(HttpContext.PageRoot() + import.Path);
        if (states.OpenRunOf(import) is not null || Undo is { IsRunning: true })
            return this.SeeOther(HttpContext.PageRoot() + import.ProgressPath);
        Refusals = new(refusals.Read(id, (number - 1L) * PageSize, PageSize), number, PageSize, import.Refused);
        return Refusals.Exists ? this.PageOrPartial("_Report") : NotFound();
    }
}
