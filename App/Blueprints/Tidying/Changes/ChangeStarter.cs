using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Patterns.BackgroundTasks;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// Starts bulk changes of links. Changes up to 250 links immediately, in the caller's unit of work. If there are more
/// links, enqueues a background task that changes them.
/// </summary>
public sealed class ChangeStarter(
    LinkChangeStore changes,
    PendingLinkStore targets,
    ChangeRunner changer,
    IBackgroundTasks tasks,
    TimeProvider clock
)
{
    /// <summary>
    /// Applies an edit to the links that <paramref name="choose"/> selects. That function receives the id of the
    /// recorded bulk change, stores the links to edit in the table of pending links, and returns their number.
    /// </summary>
    public LinkChange Edit(long accountId, string label, LinkEdit edit, Func<long, int> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        var id = changes.Begin(accountId, LinkChangeKind.Bulk, clock.GetUtcNow(), label, edit);
        return Make(accountId, id, choose(id));
    }

    /// <summary>
    /// Replaces the given tags on all links by the tag <paramref name="into"/>; null removes the tags without a
    /// replacement. Then deletes the given tags.
    /// </summary>
    public LinkChange Retag(long accountId, IReadOnlyCollection<Tag> tags, string? into)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var names = tags.Select(tag => tag.Name)
            .Where(name => into is null || TagNames.KeyOf(name) != TagNames.KeyOf(into))
            .ToList();
        var edit = new LinkEdit
        {
            RemoveTags = names,
            AddTags = into is null ? [] : [into],
            IsRetagging = true,
        };
        var label = into is null ? string.Join(", ", names) : $"{string.Join(", ", names)} → {into}";
        return Edit(accountId, label, edit, id => targets.AddTagged(accountId, id, [.. tags.Select(tag => tag.Id)]));
    }

    /// <summary>
    /// Merges the groups of duplicates among the links that <paramref name="choose"/> stores as pending links.
    /// </summary>
    public LinkChange Merge(long accountId, Func<long, int> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        var id = changes.Begin(accountId, LinkChangeKind.Merged, clock.GetUtcNow());
        return Make(accountId, id, choose(id));
    }

    /// <summary>
    /// Undoes a bulk change and returns the new change that reverts it. Returns null if there is nothing to undo, for
    /// example because the change was already undone.
    /// </summary>
    public LinkChange? Undo(long accountId, long changeId)
    {
        if (
            changes.Find(accountId, changeId) is not { LinkCount: > 0 } change
            || changes.BeginUndo(change, clock.GetUtcNow()) is not { } id
        )
            return null;
        return Make(accountId, id, targets.AddChanged(id, changeId));
    }

    LinkChange Make(long accountId, long id, int links)
    {
        var change = changes.Find(accountId, id)!;
        if (links > ChangeRunner.StepSize)
            changes.SetRun(id, tasks.Enqueue<ChangeTask, ChangeArguments>(new(id), accountId));
        else
            while (changer.Step(change, clock.GetUtcNow()) > 0) { }
        return changes.Find(accountId, id)!;
    }
}
