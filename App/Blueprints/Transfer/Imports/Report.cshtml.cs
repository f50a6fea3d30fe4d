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
/// Shows the result of an import: the counts, the refused rows, the uploaded file and the undo. Redirects to the
/// preview if the import is not confirmed, and to the progress page while a task runs.
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

    /// <summary>The task run of the import; null when the run was deleted because of its age.</summary>
    public TaskRun? Run { get; private set; }

    public PageOf<ImportRefusal> Refusals { get; private set; } = null!;

    /// <summary>The undo state of the import; null if the import has changed nothing.</summary>
    public ImportUndo? Undo { get; private set; }

    /// <summary>At most <c>PageSize</c> of the links that the undo could not revert.</summary>
    public IReadOnlyList<LinkName> NotReverted =>
        Undo is { IsUndone: true, IsOpen: false, Last: { KeptCount: > 0, Undoes: { } undone } last }
            ? undos.Kept(Import.AccountId, undone, last.Id, PageSize)
            : [];

    /// <summary>Whether the import stopped before its end and can be continued.</summary>
    public bool CanContinue => Run is { CanRetry: true } && Undo is null or { Steps: 0 };

    /// <summary>
    /// Whether the import replaced the values of existing links. Otherwise it only filled their empty fields.
    /// </summary>
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
