namespace App.Blueprints.Links.Changes;

/// <summary>
/// Executes a recorded change of many links in steps. The change is a bulk edit, a merge of duplicates, or the undo of
/// another change.
/// </summary>
public sealed class ChangeRunner(
    LinkChangeStore changes,
    PendingLinkStore targets,
    LinkBatchStore revisions,
    LinkStore links,
    LinkMerger merger,
    TagStore tags
)
{
    /// <summary>Maximum number of links in one step. A change of more links runs as a background task.</summary>
    public const int StepSize = 250;

    /// <summary>
    /// Processes the next links that the change still has to modify, inside the caller's transaction. Returns the
    /// number of processed links; 0 when the change is finished.
    /// </summary>
    public int Step(LinkChange change, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(change);
        var ids = targets.Next(change.Id, StepSize);
        if (ids.Count == 0)
        {
            if (change.FinishedAt is null) Finish(change, now);
            return 0;
        }
        if (change.Kind == LinkChangeKind.Merged) return merger.Step(change, ids, now);
        var found = revisions.Read(change.AccountId, ids);
        var after = change.Undoes is { } undone
            ? Undone(undone, found, now)
            : Edited(LinkEdit.Read(change.Edit ?? "{}"), found, now);
        var possible = WithoutDuplicates(change.AccountId, after);
        var written = revisions.Write(change.AccountId, change.Id, possible, now);
        changes.Count(
            change.Id,
            changed: 0,
            kept: change.Undoes is not null ? ids.Count - written.Count : after.Count - possible.Count
        );
        targets.Remove(change.Id, ids);
        return ids.Count;
    }

    void Finish(LinkChange change, DateTimeOffset now)
    {
        if (LinkEdit.Read(change.Edit ?? "{}") is { IsRetagging: true } edit)
        {
            tags.Forget(change.AccountId, edit.RemoveTags);
            tags.Ensure(change.AccountId, edit.AddTags, now);
        }
        changes.Finish(change.Id, now);
    }

    static List<(Link, Link)> Edited(LinkEdit edit, IReadOnlyList<Link> found, DateTimeOffset now) =>
        [.. found.Select(link => (link, edit.Apply(link, now)))];

    List<(Link, Link)> Undone(long undone, IReadOnlyList<Link> found, DateTimeOffset now)
    {
        var ids = found.Select(link => link.Id).ToList();
        var before = changes
            .Entries(undone, ids)
            .ToDictionary(entry => entry.LinkId, entry => LinkDelta.Read(entry.Before));
        var later = changes.Later(undone, ids);
        return
        [
            .. found.Select(link =>
                (link, before.TryGetValue(link.Id, out var was) ? was.Undo(link, [.. later[link.Id]], now) : link)
            ),
        ];
    }

    // Leaves out each link whose restored URL another link of the account already has.
    List<(Link, Link)> WithoutDuplicates(long accountId, List<(Link Before, Link After)> after) =>
        [
            .. after.Where(link =>
                link.After.IsTrashed
                || (!link.Before.IsTrashed && link.Before.Url == link.After.Url)
                || LinkUrl.Parse(link.After.Url) is not { } url
                || links.FindSame(accountId, url) is not { } same
                || same.Id == link.Before.Id
            ),
        ];
}
