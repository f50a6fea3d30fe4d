using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Stores each change of links together with the values before it, so that the change can be undone.</summary>
public sealed class LinkChangeStore(DbConnection connection)
{
    /// <summary>
    /// Records a new change and returns its id. A caller that executes the change immediately, not in a background
    /// task, calls <see cref="Finish"/> in the same unit of work.
    /// </summary>
    public long Begin(
        long accountId,
        LinkChangeKind kind,
        DateTimeOffset now,
        string label = "",
        LinkEdit? edit = null
    ) =>
        connection.QuerySingle<long>(
            """
            insert into link_changes (account_id, kind, label, edit, created_at)
            values (@accountId, @kind, @label, @edit, @now)
            returning id
            """, new { accountId, kind = LinkQuery.NameOf(kind), label, edit = edit?.ToString(), now });

    public LinkChange? Find(long accountId, long id) => connection.QuerySingleOrDefault<LinkChange>(
        """
        select id, account_id, kind, label, edit, undoes, run_id, link_count, kept_count, lost_count,
          created_at, finished_at, undone_at,
          exists (select 1 from link_change_entries where change_id = link_changes.id) as has_entries,
          coalesce((
            select undoing.kept_count + undoing.lost_count
            from link_changes as undoing
            where undoing.undoes = link_changes.id
          ), 0) as unrestored_count
        from link_changes
        where account_id = @accountId
          and id = @id
        """, new { accountId, id });

    public LinkChange? FindByRun(long accountId, long runId)
    {
        var id = connection.QuerySingleOrDefault<long?>(
            """
            select id
            from link_changes
            where account_id = @accountId
              and run_id = @runId
            """, new { accountId, runId });
        return id is { } found ? Find(accountId, found) : null;
    }

    /// <summary>
    /// Reads the newest changes of an account. Edits of a single link are left out, because the history of the link
    /// shows them.
    /// </summary>
    public IReadOnlyList<LinkChange> Recent(long accountId, int skip, int limit) => connection.Query<LinkChange>(
        """
        select id, account_id, kind, label, edit, undoes, run_id, link_count, kept_count, lost_count,
          created_at, finished_at, undone_at,
          exists (select 1 from link_change_entries where change_id = link_changes.id) as has_entries,
          coalesce((
            select undoing.kept_count + undoing.lost_count
            from link_changes as undoing
            where undoing.undoes = link_changes.id
          ), 0) as unrestored_count
        from link_changes
        where account_id = @accountId
          and kind not in ('edited', 'trashed', 'restored')
        order by id desc
        limit @limit
        offset @skip
        """, new { accountId, skip, limit }).AsList();

    /// <summary>
    /// Records the undo of a change and returns the id of the undo; null when an undo of the change has already begun.
    /// </summary>
    public long? BeginUndo(LinkChange change, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.QuerySingleOrDefault<long?>(
            """
            insert into link_changes (account_id, kind, label, undoes, created_at)
            values (@AccountId, 'undone', @Label, @Id, @now)
            on conflict do nothing
            returning id
            """, new { change.AccountId, change.Label, change.Id, now });
    }

    /// <summary>Whether an undo of the change has begun.</summary>
    public bool IsBeingUndone(long id) => connection.QuerySingle<bool>(
        """
        select exists (select 1 from link_changes where undoes = @id)
        """, new { id });

    /// <summary>Reads when the newest recorded change of the account began; null when there is none.</summary>
    public DateTimeOffset? LastAt(long accountId) => connection.QuerySingleOrDefault<DateTimeOffset?>(
        """
        select created_at
        from link_changes
        where account_id = @accountId
        order by id desc
        limit 1
        """, new { accountId });

    public void SetRun(long id, long runId) => connection.Execute(
        """
        update link_changes
        set run_id = @runId
        where id = @id
        """, new { id, runId });

    /// <summary>
    /// Records that a change is finished. If the change is an undo, also counts the links that could not be restored,
    /// and marks the original change as undone. If no link could be restored, the original change is not marked.
    /// </summary>
    public void Finish(long id, DateTimeOffset now)
    {
        connection.Execute(
            """
            update link_changes
            set finished_at = @now,
              lost_count = case
                when undoes is null then 0
                else (select undone.link_count from link_changes as undone where undone.id = link_changes.undoes)
                  - link_count - kept_count
              end
            where id = @id
            """, new { id, now });
        connection.Execute(
            """
            update link_changes
            set undone_at = @now
            where id = (select undoes from link_changes where id = @id and link_count + kept_count > 0)
            """, new { id, now });
        connection.Execute(
            """
            update link_changes
            set undoes = null
            where id = @id
              and link_count + kept_count = 0
            """, new { id });
    }

    /// <summary>Deletes the record of a change that modified no link.</summary>
    public void Forget(long id) => connection.Execute(
        """
        delete from link_changes
        where id = @id
          and link_count = 0
        """, new { id });

    /// <summary>Records links that the change added.</summary>
    internal void RecordAdded(long id, IReadOnlyCollection<long> linkIds)
    {
        if (linkIds.Count == 0) return;
        connection.Execute(
            """
            insert into link_change_entries (change_id, link_id, before)
            select @id, cast(value as bigint), @before
            from json_each(@linkIds)
            """, new { id, before = LinkDelta.Nothing, linkIds = JsonSerializer.Serialize(linkIds) });
        Count(id, changed: linkIds.Count, kept: 0);
    }

    /// <summary>
    /// Records the values that links had before the change. If the change has already recorded a value of the same
    /// field, that older value is kept.
    /// </summary>
    internal void Record(long id, IReadOnlyDictionary<long, LinkDelta> found)
    {
        if (found.Count == 0)
            return;
        var known = Entries(id, [.. found.Keys])
            .ToDictionary(entry => entry.LinkId, entry => LinkDelta.Read(entry.Before));
        connection.Execute(
            """
            insert into link_change_entries (change_id, link_id, before)
            select @id, cast(value ->> 0 as bigint), value ->> 1
            from json_each(@rows)
            where true
            on conflict (change_id, link_id) do update set before = excluded.before
            """,
            new
            {
                id,
                rows = JsonSerializer.Serialize(
                    found.Select(link =>
                        new object[]
                        {
                            link.Key,
                            (
                                known.TryGetValue(link.Key, out var first) ? first.Then(link.Value) : link.Value
                            ).ToString(),
                        }
                    )
                ),
            }
        );
        Count(id, changed: found.Count - known.Count, kept: 0);
    }

    internal void Count(long id, int changed, int kept) => connection.Execute(
        """
        update link_changes
        set link_count = link_count + @changed, kept_count = kept_count + @kept
        where id = @id
        """, new { id, changed, kept });

    internal IReadOnlyList<LinkChangeEntry> Entries(long id, IReadOnlyCollection<long> linkIds) =>
        connection
            .Query<LinkChangeEntry>(
                """
                select change_id, link_id, before
                from json_each(@linkIds) as wanted
                cross join link_change_entries
                where change_id = @id
                  and link_id = cast(wanted.value as bigint)
                """,
                new { id, linkIds = JsonSerializer.Serialize(linkIds) }
            )
            .AsList();

    /// <summary>
    /// Reads what the changes after this one modified in these links. The result has the deltas (modified fields with
    /// their previous values) of each link id, unsorted.
    /// </summary>
    internal ILookup<long, LinkDelta> Later(long id, IReadOnlyCollection<long> linkIds) =>
        connection
            .Query<LinkChangeEntry>(
                """
                select change_id, link_id, before
                from json_each(@linkIds) as wanted
                cross join link_change_entries
                where link_id = cast(wanted.value as bigint)
                  and change_id > @id
                """,
                new { id, linkIds = JsonSerializer.Serialize(linkIds) }
            )
            .ToLookup(entry => entry.LinkId, entry => LinkDelta.Read(entry.Before));
}
