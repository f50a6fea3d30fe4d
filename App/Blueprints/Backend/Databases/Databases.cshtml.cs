using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Databases;

/// <summary>A maintenance task for the library's database.</summary>
public enum DatabaseMaintenance { Check, Shrink, Backup }

public sealed record DatabaseFile(
    string Id,
    string Name,
    string Path,
    long Bytes,
    long WalBytes,
    long FreeBytes,
    long Version
);

/// <summary>Lists the database files and backups. POST enqueues a maintenance task.</summary>
public sealed class DatabasesModel(SiteFiles files, IBackgroundTasks tasks, IStringLocalizer texts) : PageModel
{
    public IReadOnlyList<DatabaseFile> Files { get; private set; } = [];

    public IReadOnlyList<FileInfo> Backups { get; private set; } = [];

    public void OnGet()
    {
        Files =
        [
            Describe("library", texts["backend.series.library"], files.LibraryFile),
            Describe("queue", texts["backend.series.queue"], files.QueueFile),
        ];
        if (Directory.Exists(files.BackupsDirectory))
            Backups =
            [
                .. new DirectoryInfo(files.BackupsDirectory)
                    .GetFiles("*.db")
                    .OrderByDescending(file => file.Name, StringComparer.Ordinal),
            ];
    }

    public IActionResult OnPost(string? work)
    {
        if (!Enum.TryParse<DatabaseMaintenance>(work, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            return BadRequest();
        var account = User.AccountId();
        var id = wanted switch
        {
            DatabaseMaintenance.Check => tasks.Enqueue<DatabaseCheck, string>("", account),
            DatabaseMaintenance.Shrink => tasks.Enqueue<DatabaseVacuum, string>("", account),
            _ => tasks.Enqueue<DatabaseBackup, string>("", account),
        };
        return this.SeeOther($"{HttpContext.PageRoot()}/tasks/{id}");
    }

    static DatabaseFile Describe(string id, string name, string path)
    {
        if (!System.IO.File.Exists(path)) return new(id, name, path, 0, 0, 0, 0);
        var (bytes, walBytes) = (SiteFiles.LengthOf(path), SiteFiles.LengthOf($"{path}-wal"));
        using var database = new SqliteDatabase(path);
        try
        {
            using var connection = database.Open();
            var store = new DatabaseStore(connection);
            var (_, free, pageBytes) = store.Pages();
            return new(id, name, path, bytes, walBytes, free * pageBytes, store.Version());
        }
        catch (SqliteException error) when (error.IsDamaged())
        {
            // The file is damaged, so only its size is known. SiteNotices reports the damage.
            return new(id, name, path, bytes, walBytes, 0, 0);
        }
    }
}
