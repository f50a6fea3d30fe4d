using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Shows the progress of an import's running task, which makes the preview, the import or the undo. Redirects to the
/// preview or to the report when no task is running.
/// </summary>
[Authorize]
public sealed class ProgressModel(ImportStore imports, ImportStates states) : PageModel
{
    public Import Import { get; private set; } = null!;

    /// <summary>The run of the task; null for an undo whose run was deleted.</summary>
    public TaskRun? Run { get; private set; }

    /// <summary>The running undo or redo; null while the preview or the import runs.</summary>
    public ImportUndo? Undo { get; private set; }

    public IActionResult OnGet(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        Import = import;
        Run = states.OpenRunOf(import);
        if (Run is not null) return this.PageOrPartial("_Progress");
        Undo = states.UndoOf(import);
        Run = Undo?.Run;
        return Undo is { IsRunning: true }
            ? this.PageOrPartial("_Progress")
            : this.SeeOther(HttpContext.PageRoot() + import.Path);
    }
}
