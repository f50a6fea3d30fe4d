namespace App.Blueprints.Links.Changes;

/// <summary>
/// Merges links of the same page. Merges one selected group at once, or all groups of a change step by step.
/// </summary>
public sealed class LinkMerger(
    LinkChangeStore changes, PendingLinkStore targets, LinkBatchStore revisions, LinkMergeStore merges)
{
    /// <summary>
    /// Merges links into the kept link inside the caller's transaction. Ignores links that are no longer probable
    /// duplicates of the kept link. Returns null when nothing is left to merge, for example when the form was submitted
    /// twice.
    /// </summary>
    /// <param name="anyFragment">Whether links also count as the same page when their URLs have different fragments
    /// (<c>#part</c>).</param>
    public LinkChange? Merge(
        long accountId, long keptId, IReadOnlyCollection<long> ids, DateTimeOffset now, bool anyFragment = false)
    {
        // This write takes the database's write lock. So the links that are read below cannot change before the commit.
        var change = changes.Begin(accountId, LinkChangeKind.Merged, now);
        var links = revisions.Read(accountId, merges.SamePage(accountId, keptId, ids, anyFragment));
        if (links.FirstOrDefault(link => link.Id == keptId) is not { } kept || links.Count < 2)
        {
            changes.Forget(change);
            return null;
        }
        revisions.Write(accountId, change, LinkMerge.Of(kept, links, now), now);
        changes.Finish(change, now);
        return changes.Find(accountId, change);
    }

    /// <summary>
    /// Merges the groups of duplicates that contain these links, which the change still has to process. Returns the
    /// number of processed links.
    /// </summary>
    internal int Step(LinkChange change, IReadOnlyList<long> ids, DateTimeOffset now)
    {
        var groups = merges.GroupsAmongTargets(change.AccountId, change.Id, ids);
        var links = revisions
            .Read(change.AccountId, [.. groups.Select(member => member.Id)])
            .ToDictionary(link => link.Id);
        revisions.Write(
            change.AccountId,
            change.Id,
            groups
                .GroupBy(member => member.Key, member => links[member.Id], StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .SelectMany(group => LinkMerge.Of(LinkMerge.Proposed(group), group, now)),
            now
        );
        var done = ids.Union(groups.Select(member => member.Id)).ToList();
        targets.Remove(change.Id, done);
        return done.Count;
    }
}
