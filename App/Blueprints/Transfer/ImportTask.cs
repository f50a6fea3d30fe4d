using App.Blueprints.Links;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer;

public sealed record ImportArguments(long ImportId);

/// <summary>
/// Brings the links of a bookmark file into the library, batch by batch. Each batch is one transaction that also records how far the
/// file is read, so that a run that was killed goes on behind the last whole batch.
/// </summary>
public sealed class ImportTask(
    OnDemandConnection connection,
    ImportStore imports,
    LinkImportStore links,
    LinkChangeStore changes,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock,
    IStringLocalizer texts) : IBackgroundTask<ImportArguments>
{
    /// <summary>The catalogue key that runs are kept and shown by.</summary>
    public const string Name = "transfer.import.task";

    const int BatchRows = 1000;
    const int StatementRows = 250;
    const int BatchCharacters = 2 << 20;

    public Task<object?> Run(ImportArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(progress);
        // The account, and its imports with it, may be gone by now.
        return Task.FromResult<object?>(
            progress.AccountId is { } account && imports.Find(arguments.ImportId, account) is { } import
                ? Bring(import, progress, cancelled)
                : null);
    }

    TaskResult Bring(Import import, TaskProgress progress, CancellationToken cancelled)
    {
        using var file = File.OpenRead(files.Find(import.FileId) ?? throw new TaskFailedException(texts["transfer.file.gone"]));
        connection.ExpectManyWrites();
        var reader = new BookmarkFileReader(file);
        var rows = import.RowsRead;
        var change = import.ChangeId ?? Begin(import);
        foreach (var batch in Batches(reader.Read().Skip(rows)))
        {
            cancelled.ThrowIfCancellationRequested();
            connection.Transact(() =>
            {
                foreach (var part in batch.Chunk(StatementRows)) Keep(import, change, part);
            });
            rows += batch.Count;
            progress.Report(reader.BytesRead, import.FileBytes, texts["transfer.report.rows", rows]);
        }
        if (reader.Problem != BookmarkFileProblem.None) throw new TaskFailedException(ImportTexts.Of(reader.Problem, texts));
        connection.Transact(() => Finish(import, change));
        var done = imports.Find(import.Id, import.AccountId)!;
        return new() { Text = texts["transfer.summary", done.Added, done.Merged, done.Refused], Url = $"/import/{import.Id}" };
    }

    long Begin(Import import)
    {
        var change = 0L;
        connection.Transact(() =>
        {
            change = changes.Begin(import.AccountId, LinkChangeKind.Imported, clock.GetUtcNow(), import.FileName);
            imports.SetChange(import.Id, change);
        });
        return change;
    }

    void Finish(Import import, long change)
    {
        imports.Finish(import.Id, clock.GetUtcNow());
        changes.Finish(change, clock.GetUtcNow());
    }

    void Keep(Import import, long change, BookmarkRow[] batch)
    {
        var rows = batch.Select(row => ImportRow.Of(row, import)).ToList();
        var outcome = links.Import(import.AccountId, change, [.. rows.Where(row => row.Link is not null).Select(row => row.Link!)], clock.GetUtcNow());
        var refused = rows.Where(row => row.Refusal is not null).Select(row => row.Refusal!).ToList();
        imports.Refuse(import.Id, refused);
        imports.Advance(import.Id, batch.Length, outcome.Count(link => link.IsNew), outcome.Count(link => !link.IsNew), refused.Count);
    }

    // A batch is one transaction: bounded by rows, so that others get their turn to write, and by characters, for the memory's sake. It is
    // larger than a statement, since each commit writes every page of the indexes that was touched, and few rows touch most of them.
    static IEnumerable<List<BookmarkRow>> Batches(IEnumerable<BookmarkRow> rows)
    {
        List<BookmarkRow> batch = [];
        var characters = 0;
        foreach (var row in rows)
        {
            batch.Add(row);
            if (row is BookmarkEntry entry) characters += entry.Url.Length + entry.Title.Length + entry.Description.Length + entry.Note.Length;
            if (batch.Count < BatchRows && characters < BatchCharacters) continue;
            yield return batch;
            batch = [];
            characters = 0;
        }
        if (batch.Count > 0) yield return batch;
    }
}
