
namespace App.Blueprints.Links.Changes;

/// <summary>The kind of a change. The names are stored and must not change.</summary>
public enum LinkChangeKind
{
    Edited,
    Merged,
    Trashed,
    Restored,
    /// <summary>One edit of many links.</summary>
    Bulk,
    Imported,
    Sample,
    /// <summary>The undo of another change.</summary>
    Undone,
}

/// <summary>A recorded change of links, which can be displayed and undone.</summary>
public sealed record LinkChange
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required LinkChangeKind Kind { get; init; }

    /// <summary>A name that the person recognizes, such as a file name.</summary>
    public required string Label { get; init; }

    /// <summary>JSON of the <see cref="LinkEdit"/> of a bulk edit.</summary>
    public string? Edit { get; init; }

    /// <summary>The change that this one undoes.</summary>
    public long? Undoes { get; init; }

    /// <summary>The task run that executes the change; null when the request executed it.</summary>
    public long? RunId { get; init; }

    /// <summary>The number of changed links.</summary>
    public required long LinkCount { get; init; }

    /// <summary>
    /// The number of links that were skipped, because they were edited since or would become duplicates.
    /// </summary>
    public required long KeptCount { get; init; }

    /// <summary>
    /// The number of links that an undo could not restore, because they had been permanently deleted.
    /// </summary>
    public required long LostCount { get; init; }

    /// <summary>Whether a changed link still exists, so that an undo has an effect.</summary>
    public required bool HasEntries { get; init; }

    /// <summary>The number of links that the undo of this change did not restore.</summary>
    public required long UnrestoredCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while links are pending.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>The previous values of a link in a change.</summary>
public sealed record LinkChangeEntry
{
    public required long ChangeId { get; init; }

    public required long LinkId { get; init; }

    /// <summary>JSON of a <see cref="LinkDelta"/>.</summary>
    public required string Before { get; init; }
}

/// <summary>An entry in the history of a link, with its change.</summary>
public sealed record LinkHistoryEntry
{
    public required long ChangeId { get; init; }

    public required LinkChangeKind Kind { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>JSON of a <see cref="LinkDelta"/>.</summary>
    public required string Before { get; init; }
}

/// <summary>The fields that identify a link to a person.</summary>
public sealed record LinkName
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}
