
namespace App.Blueprints.Links.Changes;

/// <summary>The kind of a recorded change. The names are stored in the database: do not rename them.</summary>
public enum LinkChangeKind
{
    Edited,
    Merged,
    Trashed,
    Restored,
    /// <summary>A bulk edit: one edit that is applied to many links.</summary>
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

    /// <summary>A text by which the person recognizes the change, such as a file name.</summary>
    public required string Label { get; init; }

    /// <summary>The <see cref="LinkEdit"/> of a bulk edit, as JSON.</summary>
    public string? Edit { get; init; }

    /// <summary>The id of the change that this change undoes; null when this change is not an undo.</summary>
    public long? Undoes { get; init; }

    /// <summary>
    /// The id of the background task run that executes the change; null when the request itself executed it.
    /// </summary>
    public long? RunId { get; init; }

    /// <summary>The number of changed links.</summary>
    public required long LinkCount { get; init; }

    /// <summary>
    /// The number of links that the change skipped, because they were edited meanwhile or would become duplicates.
    /// </summary>
    public required long KeptCount { get; init; }

    /// <summary>
    /// The number of links that an undo could not restore, because they had been permanently deleted.
    /// </summary>
    public required long LostCount { get; init; }

    /// <summary>Whether at least one changed link still exists. Otherwise an undo has no effect.</summary>
    public required bool HasEntries { get; init; }

    /// <summary>The number of links that the undo of this change did not restore.</summary>
    public required long UnrestoredCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last link was processed; null while links are pending.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>The previous values of one link that a change modified.</summary>
public sealed record LinkChangeEntry
{
    public required long ChangeId { get; init; }

    public required long LinkId { get; init; }

    /// <summary>The previous values: a <see cref="LinkDelta"/> as JSON.</summary>
    public required string Before { get; init; }
}

/// <summary>An entry in the history of a link: the previous values, and the change that modified them.</summary>
public sealed record LinkHistoryEntry
{
    public required long ChangeId { get; init; }

    public required LinkChangeKind Kind { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The previous values: a <see cref="LinkDelta"/> as JSON.</summary>
    public required string Before { get; init; }
}

/// <summary>The fields by which a person recognizes a link.</summary>
public sealed record LinkName
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}
