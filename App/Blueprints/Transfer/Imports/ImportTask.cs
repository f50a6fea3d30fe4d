using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Uploads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

public sealed record ImportArguments(long ImportId);

/// <summary>
/// Imports the links of a bookmark file in batches. Each batch is one transaction that also records the progress, so
/// that a killed run resumes after the last committed batch.
/// </summary>
public sealed class ImportTask(
    OnDemandConnection connection,
    ImportStore imports,
    ImportRefusalStore refusals,
    LinkImportStore links,
    LinkChangeStore changes,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock,
    IStringLocalizer texts) : IBackgroundTask<ImportArguments>
{
    /// <summary>The name that runs are stored under. It is also a translation key.</summary>
    public const string Name = "transfer.import.task";

    public Task<object?> Run(ImportArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(progress);
        // The import is missing when its account was deleted after the task was enqueued.
        return Task.FromResult<object?>(
            progress.AccountId is { } account && imports.Find(arguments.ImportId, account) is { } import
                ? Execute(import, progress, cancelled)
                : null);
    }

    ImportResult Execute(Import import, TaskProgress progress, CancellationToken cancelled)
    {
        using var file = File.OpenRead(
            files.Find(import.FileId) ?? throw new TaskFailedException(texts["transfer.file.gone"])
        );
        connection.UseBulkMode();
        var reader = new BookmarkFileReader(file);
        var rows = import.RowsRead;
        var excluded = new ExcludedFolders(imports.ExcludedFolders(import.Id));
        var change = import.ChangeId ?? Begin(import);
        // Does not resume an import whose undo has begun. It would add links again that the undo has removed, and the
        // undo could not tell these from the others.
        if (changes.IsBeingUndone(change)) throw new TaskFailedException(texts["transfer.report.undone"]);
        var log = new ImportLog(import, progress, texts);
        var seen = new SeenLinks();
        foreach (var batch in Remaining(reader, import, excluded, seen).InBatches())
        {
            cancelled.ThrowIfCancellationRequested();
            ImportStep step = default;
            IReadOnlyList<RefusedEntry> refused = [];
            var marked = batch.Select(row => Marked(ImportRow.Of(row, import.Options, excluded), seen)).ToList();
            Write(() => (step, refused) = Save(import, change, marked));
            rows += batch.Count;
            progress.Report(reader.BytesRead, import.FileBytes, texts["transfer.report.rows", rows]);
            log.Write(step, refused, reader.BytesRead);
        }
        if (reader.Problem != BookmarkFileProblem.None)
            throw new TaskFailedException(ImportTexts.Of(reader.Problem, texts));
        connection.Transact(() => Finish(import, change));
        log.End();
        var done = imports.Find(import.Id, import.AccountId)!;
        return new ImportResult
        {
            Added = done.Added,
            Merged = done.Merged,
            Refused = done.Refused,
            Url = import.Path,
        };
    }

    void Write(Action work)
    {
        try
        {
            connection.Transact(work);
        }
        catch (SqliteException error) when (error.IsDiskFull())
        {
            throw new TaskFailedException(texts["transfer.report.disk_full"], error);
        }
    }

    long Begin(Import import)
    {
        var change = 0L;
        connection.Transact(() =>
        {
            change = changes.Begin(import.AccountId, LinkChangeKind.Imported, clock.GetUtcNow(), import.FileName);
            imports.SetChange(import.Id, change);
            imports.DeletePreviewRows(import.Id);
        });
        return change;
    }

    void Finish(Import import, long change)
    {
        imports.Finish(import.Id, clock.GetUtcNow());
        changes.Finish(change, clock.GetUtcNow());
    }

    // Yields the rows that are not processed yet. Skips the rows that an earlier run has processed, but adds their
    // links to the set that detects repeated links.
    static IEnumerable<BookmarkRow> Remaining(
        BookmarkFileReader reader, Import import, ExcludedFolders excluded, SeenLinks seen)
    {
        foreach (var row in reader.Read())
        {
            if (row.Number > import.RowsRead) yield return row;
            else Marked(ImportRow.Of(row, import.Options, excluded), seen);
        }
    }

    static ImportRow Marked(ImportRow row, SeenLinks seen) =>
        row.Link is { } link && !seen.Add(link.Url) ? row with { Link = link with { IsRepeat = true } } : row;

    (ImportStep, IReadOnlyList<RefusedEntry>) Save(Import import, long change, List<ImportRow> rows)
    {
        var outcome = links.Import(
            import.AccountId,
            change,
            [.. rows.Where(row => row.Link is not null).Select(row => row.Link!)],
            clock.GetUtcNow(),
            ImportExisting.ModeOf(import.Options.Existing)
        );
        var refused = rows.Where(row => row.Refusal is not null).Select(row => row.Refusal!).ToList();
        refusals.Add(import.Id, refused);
        var step = new ImportStep
        {
            Rows = rows.Count,
            Added = outcome.Count(link => link.IsNew),
            Merged = outcome.Count(link => !link.IsNew && !link.IsLeft),
            Refused = refused.Count,
            Excluded = rows.Count(row => row.IsExcluded),
            Unchanged = outcome.Count(link => link.IsLeft),
        };
        imports.Advance(import.Id, step);
        return (step, refused);
    }
}
