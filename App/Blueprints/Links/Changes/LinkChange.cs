
namespace App.Blueprints.Links.Changes;

/// <summary>
/// What a recorded change did with links. The names of the members are stored in the database: do not rename them.
/// </summary>
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

    /// <summary>
    /// A text by which the owner recognizes the change, such as the name of the imported file; can be empty.
    /// </summary>
    public required string Label { get; init; }

    /// <summary>The <see cref="LinkEdit"/> of a bulk edit, as JSON; null for other changes.</summary>
    public string? Edit { get; init; }

    /// <summary>The id of the change that this change undoes; null when this change is not an undo.</summary>
    public long? Undoes { get; init; }

    /// <summary>
    /// The id of the background task run that executes the change; null when the request itself executed it.
    /// </summary>
    public long? RunId { get; init; }

    /// <summary>The number of links that the change modified or added.</summary>
    public required long LinkCount { get; init; }

    /// <summary>
    /// The number of links that the change skipped, because they were edited meanwhile or because another link has the
    /// same URL.
    /// </summary>
    public required long KeptCount { get; init; }

    /// <summary>
    /// For an undo: the number of links that it could not restore, because they had been permanently deleted.
    /// </summary>
    public required long LostCount { get; init; }

    /// <summary>
    /// Whether the database still has the previous values of at least one link. They are deleted together with their
    /// link. Without any, an undo has no effect.
    /// </summary>
    public required bool HasEntries { get; init; }

    /// <summary>The number of links of this change that its undo did not restore; 0 when there is no undo.</summary>
    public required long UnrestoredCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last link was processed; null while the change still has links to process.</summary>
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

/// <summary>The id of a link, with the URL and title by which a person recognizes the link.</summary>
public sealed record LinkName
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}
