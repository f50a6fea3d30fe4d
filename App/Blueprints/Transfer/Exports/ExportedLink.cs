namespace App.Blueprints.Transfer.Exports;

/// <summary>A link to export, the same for every format. Writers do not normalise or shorten its values.</summary>
public sealed record ExportedLink
{
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string Description { get; init; } = "";
    public string Note { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Folder names, outermost first; empty when the link has no folder.</summary>
    public IReadOnlyList<string> Folder { get; init; } = [];
    public bool IsPublic { get; init; }
    public bool IsUnread { get; init; }
    public bool IsStarred { get; init; }
    public bool IsArchived { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? ModifiedAt { get; init; }
    /// <summary>Keyword that opens the link from Firefox's address bar; empty for none.</summary>
    public string Keyword { get; init; } = "";
}
