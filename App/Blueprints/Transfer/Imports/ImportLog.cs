using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Writes the log of an import: about 20 progress lines, and one line for each of the first 100 refused rows.
/// </summary>
sealed class ImportLog
{
    const int MaxLines = 20;
    const int MaxRefusals = 100;

    readonly Import import;
    readonly TaskProgress progress;
    readonly IStringLocalizer texts;
    long saved;
    long refused;
    long bytes;
    long loggedBytes;

    public ImportLog(Import import, TaskProgress progress, IStringLocalizer texts)
    {
        (this.import, this.progress, this.texts) = (import, progress, texts);
        (saved, refused) = (import.Added + import.Merged, import.Refused);
        progress.Log(texts["transfer.log.begun", import.FileName]);
    }

    /// <summary>Logs the result of a batch. Call it after each batch.</summary>
    public void Write(ImportStep step, IReadOnlyList<RefusedEntry> refusals, long bytesRead)
    {
        foreach (var row in refusals.Take((int)Math.Max(0, MaxRefusals - refused)))
            progress.Log(texts["transfer.log.refused", row.Line, ImportTexts.OfRefusal(row.Reason.ToString(), texts)]);
        saved += step.Added + step.Merged;
        refused += step.Refused;
        bytes = bytesRead;
        if (bytes - loggedBytes >= import.FileBytes / MaxLines) LogProgress();
    }

    public void End()
    {
        if (refused > MaxRefusals) progress.Log(texts["transfer.log.more_refused", refused - MaxRefusals]);
        if (loggedBytes < bytes) LogProgress();
    }

    void LogProgress()
    {
        progress.Log(texts["transfer.log.saved", saved, Math.Min(1, bytes / (double)Math.Max(1, import.FileBytes))]);
        loggedBytes = bytes;
    }
}
