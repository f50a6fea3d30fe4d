using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Imports;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Uploads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Previews;

public sealed record PreviewArguments(long ImportId);

/// <summary>
/// Reads a bookmark file and stores its preview. Does not change the account's links. If the process is killed, the
/// task starts again from the beginning.
/// </summary>
public sealed class PreviewTask(
    OnDemandConnection connection,
    ImportStore imports,
    PreviewStore previews,
    PreviewReader previewReader,
    [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
    TimeProvider clock,
    IStringLocalizer texts) : IBackgroundTask<PreviewArguments>
{
    /// <summary>The name that runs are stored under. It is also a translation key.</summary>
    public const string Name = "transfer.preview.task";

    public Task<object?> Run(PreviewArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(progress);
        return Task.FromResult<object?>(
            progress.AccountId is { } account
            && imports.Find(arguments.ImportId, account) is { IsConfirmed: false } import
                ? Execute(import, progress, cancelled)
                : null);
    }

    TaskResult Execute(Import import, TaskProgress progress, CancellationToken cancelled)
    {
        using var file = File.OpenRead(
            files.Find(import.FileId) ?? throw new TaskFailedException(texts["transfer.file.gone"])
        );
        var reader = new BookmarkFileReader(file);
        var tally = new PreviewTally();
        connection.Transact(() => previews.Clear(import.Id));
        foreach (var batch in previewReader.Read(reader, import.AccountId, tally))
        {
            cancelled.ThrowIfCancellationRequested();
            Write(() => previews.Add(import.Id, batch));
            progress.Report(reader.BytesRead, import.FileBytes, texts["transfer.report.rows", tally.Rows]);
        }
        if (reader.Problem != BookmarkFileProblem.None)
            throw new TaskFailedException(ImportTexts.Of(reader.Problem, texts));
        Write(() => previews.Finish(import.Id, tally.Preview(clock.GetUtcNow()), tally.Folders()));
        return new() { Url = import.Path };
    }

    void Write(Action work)
    {
        try
        {
            connection.Transact(work);
        }
        catch (SqliteException error) when (error.IsDiskFull())
        {
            throw new TaskFailedException(texts["transfer.preview.disk_full"], error);
        }
    }
}
