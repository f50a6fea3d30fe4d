using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Databases;

/// <summary>
/// One backup of the library's database. GET downloads the backup; DELETE deletes it after a confirmation.
/// </summary>
public sealed class BackupModel(SiteFiles files, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnGet(string name)
    {
        if (Find(name) is not { } file) return NotFound();
        Response.Headers.CacheControl = "private, no-store";
        return PhysicalFile(file, "application/vnd.sqlite3", name);
    }

    public IActionResult OnDelete(string name)
    {
        if (Find(name) is not { } file) return NotFound();
        if (!this.IsConfirmed())
            return this.RequireConfirmation(new()
            {
                Question = texts["backend.databases.confirm", name],
                Consequences = [texts["backend.databases.confirm.text"]],
                Button = texts["backend.databases.remove"],
                Url = this.UrlOf($"/databases/backups/{name}"),
                Cancel = this.UrlOf("/databases"),
            });
        System.IO.File.Delete(file);
        flashes.Add(texts["backend.databases.removed", name]);
        return this.SeeOther($"{HttpContext.PageRoot()}/databases");
    }

    // Compares with the existing file names only, so a name with "../" finds nothing.
    string? Find(string name) => Directory.Exists(files.BackupsDirectory)
        ? Directory.GetFiles(files.BackupsDirectory, "*.db").FirstOrDefault(file => Path.GetFileName(file) == name)
        : null;
}
