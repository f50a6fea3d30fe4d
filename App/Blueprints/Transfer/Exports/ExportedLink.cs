namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// A link as it leaves the library, the same for every format; nothing here is normalised or shortened by a writer.
/// </summary>
public sealed record ExportedLink
{
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string Description { get; init; } = "";
    public string Note { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Folder names from the outermost inward; empty for none.</summary>
    public IReadOnlyList<string> Folder { get; init; } = [];
    public bool IsPublic { get; init; }
    public bool IsUnread { get; init; }
    public bool IsStarred { get; init; }
    public bool IsArchived { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? ModifiedAt { get; init; }
    /// <summary>The word that opens the link in Firefox's address bar; empty for none.</summary>
    public string Keyword { get; init; } = "";
}
