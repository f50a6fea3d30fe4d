using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

public sealed record ChangeArguments(long ChangeId);

/// <summary>
/// Changes many links step by step. Each step is one transaction that also removes its links from the pending list. A
/// killed run resumes after the last committed step. A cancelled run can be resumed or undone.
/// </summary>
public sealed class ChangeTask(
    OnDemandConnection connection,
    LinkChangeStore changes,
    PendingLinkStore targets,
    ChangeRunner changer,
    TimeProvider clock,
    IStringLocalizer texts
) : IBackgroundTask<ChangeArguments>
{
    /// <summary>The task name, which is stored with each run. It is also a translation key.</summary>
    public const string Name = "tidying.change.task";

    /// <summary>The approximate maximum number of log lines for a task, however many links it changes.</summary>
    const int MaxLines = 20;

    public Task<object?> Run(ChangeArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(progress);
        // The result is null if the account or its change was deleted while the task was waiting.
        return Task.FromResult<object?>(
            progress.AccountId is { } account && changes.Find(account, arguments.ChangeId) is { } change
                ? Make(change, progress, cancelled)
                : null
        );
    }

    ChangeResult Make(LinkChange change, TaskProgress progress, CancellationToken cancelled)
    {
        var total = targets.Count(change.Id) + change.LinkCount + change.KeptCount;
        int step;
        long said = 0;
        connection.UseBulkMode();
        do
        {
            cancelled.ThrowIfCancellationRequested();
            step = 0;
            connection.Transact(() => step = changer.Step(change, clock.GetUtcNow()));
            var done = changes.Find(change.AccountId, change.Id) ?? change;
            var count = done.LinkCount + done.KeptCount;
            progress.Report(count, total, texts["tidying.changed", done.LinkCount]);
            if (count == said || (step > 0 && count - said < total / MaxLines)) continue;
            progress.Log(texts["tidying.log.done", count, total]);
            said = count;
        }
        while (step > 0);
        var made = changes.Find(change.AccountId, change.Id) ?? change;
        return new ChangeResult
        {
            IsUndo = made.Kind == LinkChangeKind.Undone,
            Changed = made.LinkCount,
            Kept = made.KeptCount,
            Url = $"/changes/{change.Id}",
        };
    }
}
