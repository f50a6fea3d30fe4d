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
    PreviewStore previews,
    LinkImportStore links,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock,
    IStringLocalizer texts) : IBackgroundTask<ImportArguments>
{
    /// <summary>The catalogue key that runs are kept and shown by.</summary>
    public const string Name = "transfer.import.task";

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
        var reader = new BookmarkFileReader(file);
        var rows = import.RowsRead;
        var terms = ImportTerms.Of(import, previews.LeftOut(import.Id));
        connection.Transact(() => previews.DropRows(import.Id));
        foreach (var batch in reader.Read().Skip(rows).InBatches())
        {
            cancelled.ThrowIfCancellationRequested();
            connection.Transact(() => Keep(import, terms, batch));
            rows += batch.Count;
            progress.Report(reader.BytesRead, import.FileBytes, texts["transfer.report.rows", rows]);
        }
        if (reader.Problem != BookmarkFileProblem.None) throw new TaskFailedException(ImportTexts.Of(reader.Problem, texts));
        connection.Transact(() => imports.Finish(import.Id, clock.GetUtcNow()));
        var done = imports.Find(import.Id, import.AccountId)!;
        return new() { Text = texts["transfer.summary", done.Added, done.Merged, done.Refused], Url = $"/import/{import.Id}" };
    }

    void Keep(Import import, ImportTerms terms, IReadOnlyList<BookmarkRow> batch)
    {
        var rows = batch.Select(row => ImportRow.Of(row, terms)).ToList();
        var outcome = links.Import(import.AccountId, [.. rows.Where(row => row.Link is not null).Select(row => row.Link!)], clock.GetUtcNow());
        var refused = rows.Where(row => row.Refusal is not null).Select(row => row.Refusal!).ToList();
        var (added, found) = (outcome.Count(link => link.IsNew), outcome.Count(link => !link.IsNew));
        var completes = import.Existing == ImportExisting.Complete;
        imports.Refuse(import.Id, refused);
        imports.Advance(import.Id, new()
        {
            Rows = batch.Count,
            Added = added,
            Merged = completes ? found : 0,
            Refused = refused.Count,
            LeftOut = rows.Count(row => row.IsLeftOut),
            LeftAlone = completes ? 0 : found,
        });
    }
}
