
namespace App.Blueprints.Links.Changes;

/// <summary>What kind of act changed links. The names are stable: they are stored.</summary>
public enum LinkChangeKind
{
    Edited,
    Merged,
    Trashed,
    Restored,
    /// <summary>One edit for many links.</summary>
    Bulk,
    Imported,
    Sample,
    /// <summary>Taken back what another change did.</summary>
    Undone,
}

/// <summary>One act that changed links, so that it can be told and taken back.</summary>
public sealed record LinkChange
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required LinkChangeKind Kind { get; init; }

    /// <summary>What the person knows it by, such as the name of a file.</summary>
    public required string Label { get; init; }

    /// <summary>JSON of the <see cref="LinkEdit"/> that a bulk edit makes.</summary>
    public string? Edit { get; init; }

    /// <summary>The change that this one takes back.</summary>
    public long? Undoes { get; init; }

    /// <summary>The task that makes it; null when it was made at once.</summary>
    public long? RunId { get; init; }

    /// <summary>How many links it has changed.</summary>
    public required long LinkCount { get; init; }

    /// <summary>
    /// How many links it left as they are, because they had been changed since or stand in each other's way.
    /// </summary>
    public required long KeptCount { get; init; }

    /// <summary>The number of links that an undo could not restore, because they had been deleted for good.</summary>
    public required long LostCount { get; init; }

    /// <summary>Whether a link that it changed still exists, so that there is something to undo.</summary>
    public required bool HasEntries { get; init; }

    /// <summary>The number of its links that were not restored when it was undone.</summary>
    public required long UnrestoredCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while links are left to do.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>What an act found on a link.</summary>
public sealed record LinkChangeEntry
{
    public required long ChangeId { get; init; }

    public required long LinkId { get; init; }

    /// <summary>JSON of a <see cref="LinkDelta"/>.</summary>
    public required string Before { get; init; }
}

/// <summary>An entry in the history of a link, with the act it belongs to.</summary>
public sealed record LinkHistoryEntry
{
    public required long ChangeId { get; init; }

    public required LinkChangeKind Kind { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>JSON of a <see cref="LinkDelta"/>.</summary>
    public required string Before { get; init; }
}

/// <summary>As much of a link as names it.</summary>
public sealed record LinkName
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}
