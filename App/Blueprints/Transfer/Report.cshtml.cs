using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer;

/// <summary>One import: how far it is, what it did, what it refused and why.</summary>
[Authorize]
public sealed class ReportModel(ImportStore imports, TaskRunStore runs, [FromKeyedServices(ImportFiles.SetName)] UploadSet files) : PageModel
{
    const int PageSize = 100;

    public Import Import { get; private set; } = null!;

    public TaskRun? Run { get; private set; }

    public PageOf<ImportRefusal> Refusals { get; private set; } = null!;

    public bool IsOpen => Run is { IsOpen: true };

    public bool HasFile => files.Find(Import.FileId) is not null;

    public IActionResult OnGet(long id, [FromQuery(Name = "page")] int number = 1)
    {
        if (imports.Find(id, User.AccountId()) is not { } import) return NotFound();
        Import = import;
        Run = import.RunId is { } run ? runs.Find(run, User.AccountId()) : null;
        if (number < 1) return NotFound();
        Refusals = new(imports.Refusals(id, (number - 1) * PageSize, PageSize), number, PageSize, import.Refused);
        return Refusals.Exists ? this.PageOrPartial("_Report") : NotFound();
    }
}
