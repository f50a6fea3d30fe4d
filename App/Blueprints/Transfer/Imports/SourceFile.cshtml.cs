using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Deletes the uploaded file of a finished import. The report of the import is not deleted.</summary>
[Authorize]
public sealed class SourceFileModel(
    ImportStore imports,
    ImportStates states,
    OnDemandConnection connection,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnDelete(long id)
    {
        if (imports.Find(id, User.AccountId()) is not { } import || files.Find(import.FileId) is null)
            return NotFound();
        if (states.Of(import) == ImportState.Done)
        {
            if (!this.IsConfirmed())
                return this.RequireConfirmation(new()
                {
                    Question = texts["transfer.file.confirm", import.FileName],
                    Consequences = [texts["transfer.file.confirm.text"]],
                    Button = texts["transfer.report.delete_file"],
                    Url = this.UrlOf($"/import/{id}/file"),
                    Cancel = this.UrlOf(import.Path),
                });
            connection.AfterCommit(() => files.Delete(import.FileId));
            flashes.Add(texts["transfer.flash.file_deleted", import.FileName]);
        }
        else flashes.Add(texts["transfer.flash.file_needed"], FlashCategory.Info);
        return this.SeeOther(HttpContext.PageRoot() + import.Path);
    }
}
